package dev.spotter.lifting;

import dev.spotter.observation.Classification;
import dev.spotter.observation.RepetitionForm;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A repetition under way or just ended, and what the verdicts have said of it so far. */
final class JudgedRepetition {
    /** Below it one verdict that is sure would outweigh all others. */
    private static final double LEAST_PROBABILITY = 1e-4;

    private static final long UNDER_WAY = Long.MAX_VALUE;

    final int number;
    final long startNanos;
    private long endNanos = UNDER_WAY;
    private List<String> labels = List.of();
    private double[] logs = {};
    private final Set<String> leftOut = new LinkedHashSet<>();
    private int verdicts;

    JudgedRepetition(int number, long startNanos) {
        this.number = number;
        this.startNanos = startNanos;
    }

    void end(long nanos) {
        endNanos = nanos;
    }

    long endNanos() {
        return endNanos;
    }

    /** Whether the repetition was under way at a time. */
    boolean holds(long nanos) {
        return nanos >= startNanos && nanos <= endNanos;
    }

    void hear(Classification verdict) {
        if (verdicts++ == 0) {
            labels = verdict.labels();
            logs = new double[labels.size()];
        }
        for (int label = 0; label < logs.length; label++) {
            logs[label] += Math.log(Math.max(verdict.probabilities()[label], LEAST_PROBABILITY));
        }
        leftOut.addAll(verdict.leftOut());
    }

    /** Whether any verdict spoke of it. */
    boolean heard() {
        return verdicts > 0;
    }

    /** The repetition as it is told, ended. */
    RepetitionForm told(String exercise) {
        return new RepetitionForm(
                exercise, number, startNanos, endNanos, verdicts == 0 ? Optional.empty() : Optional.of(form()));
    }

    /** Mean of the log probabilities, normalised. */
    private Classification form() {
        double most = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            most = Math.max(most, log / verdicts);
        }
        double sum = 0;
        float[] probabilities = new float[logs.length];
        for (int label = 0; label < logs.length; label++) {
            sum += Math.exp(logs[label] / verdicts - most);
        }
        for (int label = 0; label < logs.length; label++) {
            probabilities[label] = (float) (Math.exp(logs[label] / verdicts - most) / sum);
        }
        return new Classification(labels, probabilities, List.copyOf(leftOut));
    }
}
