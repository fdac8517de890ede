package dev.spotter.ensemble;

import java.util.Arrays;
import java.util.List;

/** The calibration of a verdict by who is missing from it, looked up without allocating. */
final class DegradedCalibrations {
    private final Calibration[] byMissing;

    DegradedCalibrations(EnsemblePackage definition) {
        List<String> names = definition.memberNames();
        byMissing = new Calibration[1 << names.size()];
        int[] most = new int[byMissing.length];
        Arrays.fill(byMissing, definition.calibration());
        for (EnsemblePackage.Degraded degraded : definition.degraded()) {
            int named = 0;
            for (String member : degraded.without()) {
                named |= 1 << names.indexOf(member);
            }
            for (int missing = 1; missing < byMissing.length; missing++) {
                if ((missing & named) == named && Integer.bitCount(named) > most[missing]) {
                    most[missing] = Integer.bitCount(named);
                    byMissing[missing] = degraded.calibration();
                }
            }
        }
    }

    /**
     * The calibration.
     *
     * @param missing a bit for each missing member, the first member's being 1
     */
    Calibration of(int missing) {
        return byMissing[missing];
    }
}
