package dev.spotter.evaluation.fit;

import dev.spotter.ensemble.Ensemble;
import dev.spotter.ensemble.EnsemblePackage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An ensemble's verdicts on what its members said before, by the very class that makes them on the floor: calibration of
 * the members, early exit, smoothing, and calibration of the whole are the ones that are shipped.
 */
final class EnsembleReplay {
    /** Nearer verdicts continue each other; behind a longer pause the pipeline begins anew. */
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private EnsembleReplay() {}

    /** For each recording and instant what the ensemble says, {@code null} where no member said anything. */
    static List<float[][]> verdicts(EnsemblePackage definition, OutOfFoldTable table) {
        return verdicts(definition, table, Set.of());
    }

    /** As above, without what some of the members said. */
    static List<float[][]> verdicts(EnsemblePackage definition, OutOfFoldTable table, Set<String> leftOut) {
        List<String> names = definition.memberNames();
        int[] columns = names.stream()
                .mapToInt(name -> leftOut.contains(name) ? -1 : table.members().indexOf(name))
                .toArray();
        Ensemble ensemble = new Ensemble(definition, Collections.nCopies(names.size(), table.labels()));
        List<float[][]> all = new ArrayList<>();
        for (RecordingOutputs recording : table.recordings()) {
            ensemble.reset();
            float[][] verdicts = new float[recording.instants()][];
            for (int instant = 0; instant < verdicts.length; instant++) {
                if (instant > 0
                        && recording.timesNanos()[instant] - recording.timesNanos()[instant - 1] > PAUSE_NANOS) {
                    ensemble.reset();
                }
                verdicts[instant] = verdict(ensemble, recording, instant, columns);
            }
            all.add(verdicts);
        }
        return all;
    }

    /**
     * For each member the share of the verdicts that it is asked for: all, but where those before it decide (the early exit
     * of boosting, a cascade's first member that is sure).
     */
    static Map<String, Double> shares(EnsemblePackage definition, OutOfFoldTable table) {
        List<String> names = definition.memberNames();
        int[] columns = names.stream().mapToInt(table.members()::indexOf).toArray();
        Ensemble ensemble = new Ensemble(definition, Collections.nCopies(names.size(), table.labels()));
        float[] verdict = new float[definition.labels().size()];
        long[] asked = new long[columns.length];
        long instants = 0;
        for (RecordingOutputs recording : table.recordings()) {
            ensemble.reset();
            for (int instant = 0; instant < recording.instants(); instant++) {
                if (!recording.complete(instant)) {
                    continue;
                }
                instants++;
                for (int member = 0; member < columns.length; member++) {
                    if (member > 0 && ensemble.decided(member)) {
                        break;
                    }
                    asked[member]++;
                    ensemble.hear(member, recording.said(instant, columns[member]));
                }
                ensemble.verdict(recording.timesNanos()[instant], verdict);
            }
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int member = 0; member < asked.length; member++) {
            shares.put(names.get(member), (double) asked[member] / instants);
        }
        return shares;
    }

    private static float[] verdict(Ensemble ensemble, RecordingOutputs recording, int instant, int[] columns) {
        boolean any = false;
        for (int member = 0; member < columns.length; member++) {
            float[] said = columns[member] < 0 ? null : recording.said(instant, columns[member]);
            if (said == null) {
                ensemble.leaveOut(member, "it said nothing");
            } else {
                any |= ensemble.hear(member, said);
            }
        }
        if (!any) {
            return null;
        }
        float[] verdict = new float[ensemble.definition().labels().size()];
        ensemble.verdict(recording.timesNanos()[instant], verdict);
        return verdict;
    }
}
