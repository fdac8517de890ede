package dev.spotter.evaluation.fit;

import dev.spotter.ensemble.EnsemblePackage.OperatingPoint;
import dev.spotter.evaluation.EvaluationException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Fixes where an alarm begins. A recording alarms if the probability of the label is above the threshold at any of its
 * instants, so what counts is its peak; the verdicts are of ensembles that were learnt without the person.
 */
final class OperatingPointFit {
    private OperatingPointFit() {}

    /** A recording's highest probability of the label, and whether the label is true in it. */
    record Peak(double score, boolean positive) {}

    /**
     * What the aim says; else the threshold with the best mean of sensitivity and specificity among those that are
     * sensitive enough, in the middle, by log odds, of the scores that it parts.
     *
     * @throws EvaluationException {@code operating-point-label-unknown}, {@code class-absent}
     */
    static OperatingPoint fit(FitSpec.Aim aim, OutOfFoldTable table, List<float[][]> verdicts) {
        int label = table.labels().indexOf(aim.label());
        if (label < 0) {
            throw new EvaluationException(
                    "operating-point-label-unknown",
                    "the operating point is of '%s', which is none of the labels %s"
                            .formatted(aim.label(), String.join(", ", table.labels())));
        }
        List<Peak> peaks = peaks(table, verdicts, label);
        if (peaks.stream().allMatch(Peak::positive) || peaks.stream().noneMatch(Peak::positive)) {
            throw new EvaluationException(
                    "class-absent",
                    "an operating point needs recordings with '%s' and recordings without; there are %d and %d"
                            .formatted(
                                    aim.label(),
                                    peaks.stream().filter(Peak::positive).count(),
                                    peaks.stream()
                                            .filter(peak -> !peak.positive())
                                            .count()));
        }
        return new OperatingPoint(aim.label(), aim.above().orElseGet(() -> threshold(peaks, aim.leastSensitivity())));
    }

    static List<Peak> peaks(OutOfFoldTable table, List<float[][]> verdicts, int label) {
        List<Peak> peaks = new ArrayList<>();
        for (int i = 0; i < table.recordings().size(); i++) {
            RecordingOutputs recording = table.recordings().get(i);
            double score = 0;
            boolean known = false;
            boolean positive = false;
            for (int instant = 0; instant < recording.instants(); instant++) {
                known |= recording.truth()[instant] != RecordingOutputs.UNKNOWN;
                positive |= recording.truth()[instant] == label;
                if (verdicts.get(i)[instant] != null) {
                    score = Math.max(score, verdicts.get(i)[instant][label]);
                }
            }
            if (known) {
                peaks.add(new Peak(score, positive));
            }
        }
        return peaks;
    }

    static double threshold(List<Peak> peaks, double leastSensitivity) {
        TreeSet<Double> scores = new TreeSet<>();
        peaks.forEach(peak -> scores.add(peak.score()));
        double best = 0;
        double most = Double.NEGATIVE_INFINITY;
        Double below = null;
        for (double score : scores) {
            if (below != null) {
                double threshold = between(below, score);
                double sensitivity = share(peaks, true, threshold);
                double value = sensitivity + 1 - share(peaks, false, threshold);
                if (sensitivity >= leastSensitivity && value > most) {
                    most = value;
                    best = threshold;
                }
            }
            below = score;
        }
        return best;
    }

    /** The share of the recordings with, or without, the label that alarm. */
    static double share(List<Peak> peaks, boolean positive, double threshold) {
        List<Peak> those =
                peaks.stream().filter(peak -> peak.positive() == positive).toList();
        return (double) those.stream().filter(peak -> peak.score() > threshold).count() / those.size();
    }

    private static double between(double low, double high) {
        double logOdds = (Calibrator.logOdds(low) + Calibrator.logOdds(high)) / 2;
        double middle = 1 / (1 + Math.exp(-logOdds));
        // two scores that are both nearer to certain than log odds can tell
        return middle > low && middle < high ? middle : (low + high) / 2;
    }
}
