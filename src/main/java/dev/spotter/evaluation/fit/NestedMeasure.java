package dev.spotter.evaluation.fit;

import dev.spotter.ensemble.Calibration;
import dev.spotter.ensemble.EnsemblePackage;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * What everything that is fitted is worth on a person that it was not fitted on: for each person in turn all of it (choice
 * of members, weights, alphas, limits, calibrations) is fitted anew on the others, and judged on that person, whose
 * verdicts come from members that have not seen them either.
 *
 * @param whole the ensemble
 * @param raw the ensemble before its calibration
 * @param alone each member of the table, calibrated
 * @param smoothed each member, calibrated and smoothed as the ensemble is
 * @param without the ensemble without one of its members, by the member's name; empty verdicts of people whose ensemble
 *     does not have it are those of the whole
 * @param alarms by recordings, by the threshold that the others gave; all 0 where there is no operating point
 * @param ensembles that were fitted without each person, in the order of their names
 */
record NestedMeasure(
        Judged whole,
        Judged raw,
        Map<String, Judged> alone,
        Map<String, Judged> smoothed,
        Map<String, Judged> without,
        Alarms alarms,
        List<EnsemblePackage> ensembles) {

    /** Recordings with the label and how many alarmed; recordings without and how many did. */
    record Alarms(int positives, int found, int negatives, int falsely) {
        double sensitivity() {
            return (double) found / positives;
        }

        double specificity() {
            return 1 - (double) falsely / negatives;
        }
    }

    /**
     * @param done told how many people are done
     */
    static NestedMeasure of(EnsembleFitter fitter, OutOfFoldTable table, IntConsumer done) {
        Verdicts whole = new Verdicts(table);
        Verdicts raw = new Verdicts(table);
        Map<String, Verdicts> alone = verdicts(table);
        Map<String, Verdicts> smoothed = verdicts(table);
        Map<String, Verdicts> without = verdicts(table);
        List<EnsemblePackage> ensembles = new ArrayList<>();
        Alarms alarms = new Alarms(0, 0, 0, 0);
        int count = 0;
        for (String subject : table.subjects()) {
            EnsemblePackage ensemble = fitter.fitToMeasure(table.without(Set.of(subject)));
            OutOfFoldTable theirs = table.of(Set.of(subject));
            ensembles.add(ensemble);
            List<float[][]> verdicts = EnsembleReplay.verdicts(ensemble, theirs);
            whole.put(theirs, verdicts);
            raw.put(theirs, EnsembleReplay.verdicts(EnsembleFitter.calibrated(ensemble, Calibration.NONE), theirs));
            for (int member = 0; member < table.members().size(); member++) {
                String name = table.members().get(member);
                alone.get(name).put(theirs, theirs.saidBy(member));
                smoothed.get(name)
                        .put(
                                theirs,
                                ensemble.memberNames().contains(name)
                                        ? EnsembleFitter.alone(ensemble, theirs, name)
                                        : theirs.saidBy(member));
                without.get(name)
                        .put(
                                theirs,
                                ensemble.memberNames().contains(name)
                                        ? EnsembleReplay.verdicts(ensemble, theirs, Set.of(name))
                                        : verdicts);
            }
            alarms = ensemble.operatingPoint().isPresent() ? plus(alarms, theirs, verdicts, ensemble) : alarms;
            done.accept(++count);
        }
        return new NestedMeasure(
                whole.judged(),
                raw.judged(),
                judged(alone),
                judged(smoothed),
                judged(without),
                alarms,
                List.copyOf(ensembles));
    }

    private static Alarms plus(
            Alarms alarms, OutOfFoldTable table, List<float[][]> verdicts, EnsemblePackage ensemble) {
        EnsemblePackage.OperatingPoint point = ensemble.operatingPoint().orElseThrow();
        int positives = alarms.positives();
        int found = alarms.found();
        int negatives = alarms.negatives();
        int falsely = alarms.falsely();
        for (OperatingPointFit.Peak peak :
                OperatingPointFit.peaks(table, verdicts, table.labels().indexOf(point.label()))) {
            boolean alarm = peak.score() > point.above();
            positives += peak.positive() ? 1 : 0;
            found += peak.positive() && alarm ? 1 : 0;
            negatives += peak.positive() ? 0 : 1;
            falsely += !peak.positive() && alarm ? 1 : 0;
        }
        return new Alarms(positives, found, negatives, falsely);
    }

    private static Map<String, Verdicts> verdicts(OutOfFoldTable table) {
        Map<String, Verdicts> each = new LinkedHashMap<>();
        table.members().forEach(member -> each.put(member, new Verdicts(table)));
        return each;
    }

    private static Map<String, Judged> judged(Map<String, Verdicts> verdicts) {
        Map<String, Judged> judged = new LinkedHashMap<>();
        verdicts.forEach((name, theirs) -> judged.put(name, theirs.judged()));
        return judged;
    }

    /** Verdicts on the recordings of a table, gathered person by person. */
    private static final class Verdicts {
        private final OutOfFoldTable table;
        private final Map<RecordingOutputs, float[][]> byRecording = new IdentityHashMap<>();

        Verdicts(OutOfFoldTable table) {
            this.table = table;
        }

        void put(OutOfFoldTable theirs, List<float[][]> verdicts) {
            for (int i = 0; i < verdicts.size(); i++) {
                byRecording.put(theirs.recordings().get(i), table.judged(verdicts.get(i)));
            }
        }

        Judged judged() {
            return table.judge(table.recordings().stream().map(byRecording::get).toList());
        }
    }
}
