package dev.spotter.observation;

import java.util.List;

/**
 * Probabilities over the labels of a model or ensemble.
 *
 * <p>The array is taken over, not copied: whoever makes a classification must not write to it afterwards, whoever
 * reads one must not write to it at all.
 *
 * @param labels the labels, in the order of the probabilities
 * @param probabilities one probability (0 to 1) a label
 * @param leftOut the members of an ensemble that failed or came too late, so that the verdict rests on the others:
 *     degraded, and calibrated for those; empty where all is well
 */
public record Classification(List<String> labels, float[] probabilities, List<String> leftOut) implements Finding {
    public Classification {
        leftOut = List.copyOf(leftOut);
        if (labels.isEmpty() || labels.size() != probabilities.length) {
            throw new IllegalArgumentException(
                    "a classification has one probability a label, but there are %d labels and %d probabilities"
                            .formatted(labels.size(), probabilities.length));
        }
    }

    /** A verdict that nobody is missing from. */
    public Classification(List<String> labels, float[] probabilities) {
        this(labels, probabilities, List.of());
    }

    /** Whether members of the ensemble are missing from the verdict. */
    public boolean degraded() {
        return !leftOut.isEmpty();
    }

    /** The index of the most probable label, the first of them where several are equal. */
    public int topIndex() {
        int top = 0;
        for (int i = 1; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[top]) {
                top = i;
            }
        }
        return top;
    }

    /** The most probable label. */
    public String topLabel() {
        return labels.get(topIndex());
    }

    /** The probability of the most probable label, 0 to 1. */
    public float topProbability() {
        return probabilities[topIndex()];
    }

    /** The probability of a label, or NaN where there is no such label. */
    public float probability(String label) {
        int index = labels.indexOf(label);
        return index < 0 ? Float.NaN : probabilities[index];
    }
}
