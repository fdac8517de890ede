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
 */
public record Classification(List<String> labels, float[] probabilities) implements Finding {
    public Classification {
        if (labels.isEmpty() || labels.size() != probabilities.length) {
            throw new IllegalArgumentException(
                    "a classification has one probability a label, but there are %d labels and %d probabilities"
                            .formatted(labels.size(), probabilities.length));
        }
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
