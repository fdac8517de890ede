package dev.spotter.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

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
        /** Points of a body: MoveNet's rows of y, x, score, or what else the adapter reads. */
        KEYPOINTS,
        /** Boxes, or offsets that make boxes of anchors. */
        BOXES,
        /** Classes of boxes. */
        CLASSES,
        /** Scores of boxes, or that there is a body at all. */
        SCORES,
        /** How many boxes count. */
        COUNT,
        /** The input as the model sees it; the difference is the anomaly. */
        RECONSTRUCTION,
        /** A vector that stands for the input. */
        EMBEDDING,
        /** Quantities, or what no adapter reads. */
        VECTOR;

        /** The word for it in a model.yaml. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final Map<String, Meaning> BY_WORD =
            Arrays.stream(Meaning.values()).collect(Collectors.toUnmodifiableMap(Meaning::word, Function.identity()));

    boolean isVerdict() {
        return meaning == Meaning.LOGITS || meaning == Meaning.PROBABILITIES;
    }
}
