package dev.spotter.evaluation;

import dev.spotter.observation.Classification;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Scores verdicts of a classifier against the truth.
 *
 * <p>{@code accuracy}: right verdicts over all; no verdict is a wrong one. {@code macroF1}: the mean, over the classes
 * that occur in truth, of 2 tp / (2 tp + fp + fn), a missing verdict counting for the class that it misses.
 * {@code setAccuracy}: right recordings over all, the verdict on a recording being the label with the largest sum of
 * probabilities. {@code ece}: expected calibration error (Guo et al. 2017, eq. 3) over the verdicts that there are, with
 * {@value CalibrationError#BINS} equal bins of the top confidence.
 */
final class VerdictScore {
    /** Counts of one class. */
    private static final class Counts {
        private long truePositive;
        private long falsePositive;
        private long falseNegative;

        private double f1() {
            return 2.0 * truePositive / (2.0 * truePositive + falsePositive + falseNegative);
        }

        private boolean occurs() {
            return truePositive + falseNegative > 0;
        }
    }

    private final Map<String, Counts> classes = new LinkedHashMap<>();
    private long verdicts;
    private long right;
    private long recordings;
    private long rightRecordings;
    private final CalibrationError calibration = new CalibrationError();

    // valid for a recording
    private String truth;
    private Map<String, Double> sums = Map.of();

    /** A recording begins, of which this is true; it may be a class that the classifier does not know. */
    void begin(String label) {
        truth = label;
        sums = new LinkedHashMap<>();
    }

    /** There was no verdict of the recording at a time when there should have been one. */
    void noVerdict() {
        verdicts++;
        of(truth).falseNegative++;
    }

    /** A verdict of the recording. */
    void verdict(Classification verdict) {
        verdicts++;
        String said = verdict.topLabel();
        float confidence = verdict.topProbability();
        boolean hit = said.equals(truth);
        if (hit) {
            right++;
            of(truth).truePositive++;
        } else {
            of(truth).falseNegative++;
            of(said).falsePositive++;
        }
        calibration.verdict(confidence, hit);
        for (int i = 0; i < verdict.labels().size(); i++) {
            sums.merge(verdict.labels().get(i), (double) verdict.probabilities()[i], Double::sum);
        }
    }

    /**
     * The recording is over.
     *
     * @return what was recognised in it, {@code null} where there was no verdict at all
     */
    String end() {
        recordings++;
        String recognised = sums.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
        if (truth.equals(recognised)) {
            rightRecordings++;
        }
        return recognised;
    }

    /** Verdicts that there were or should have been. */
    long verdicts() {
        return verdicts;
    }

    Metrics metrics() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("accuracy", (double) right / verdicts);
        values.put(
                "macroF1",
                classes.values().stream()
                        .filter(Counts::occurs)
                        .mapToDouble(Counts::f1)
                        .average()
                        .orElse(Double.NaN));
        values.put("setAccuracy", (double) rightRecordings / recordings);
        values.put("ece", calibration.value());
        return new Metrics(values);
    }

    private Counts of(String label) {
        return classes.computeIfAbsent(label, _ -> new Counts());
    }
}
