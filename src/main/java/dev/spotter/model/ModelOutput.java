package dev.spotter.model;

import java.util.Map;

/**
 * What one output tensor of a model means.
 *
 * @param name its name within the package
 * @param meaning what its numbers are
 */
public record ModelOutput(String name, Meaning meaning) {
    /** What the numbers of an output are. */
    public enum Meaning {
        /** Unnormalised log probabilities, one a label. */
        LOGITS,
        /** Probabilities, one a label. */
        PROBABILITIES,
        /** Rows of y, x, score, each 0 to 1. */
        KEYPOINTS,
        /** Boxes. */
        BOXES,
        /** Scores of boxes or of other outputs. */
        SCORES,
        /** The input as the model sees it; the difference is the anomaly. */
        RECONSTRUCTION,
        /** A vector that stands for the input. */
        EMBEDDING,
        /** Quantities. */
        VECTOR
    }

    static final Map<String, Meaning> BY_WORD = Map.of(
            "logits", Meaning.LOGITS,
            "probabilities", Meaning.PROBABILITIES,
            "keypoints", Meaning.KEYPOINTS,
            "boxes", Meaning.BOXES,
            "scores", Meaning.SCORES,
            "reconstruction", Meaning.RECONSTRUCTION,
            "embedding", Meaning.EMBEDDING,
            "vector", Meaning.VECTOR);

    boolean isVerdict() {
        return meaning == Meaning.LOGITS || meaning == Meaning.PROBABILITIES;
    }
}
