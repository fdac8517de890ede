package dev.spotter.pipeline;

import java.util.Objects;

/**
 * Something that is wrong with the stages of a pipeline.
 *
 * @param code stable: {@code duplicate-stage}, {@code unknown-stage}, {@code cyclic-stages}, {@code wrong-input},
 *     {@code wrong-source}, {@code missing-input}, {@code mixed-windows}, {@code mixed-references} or
 *     {@code missing-reference}
 * @param stageIndex which stage, counted from 0 in the order in which they are written
 * @param sentence what is wrong, and what would be right, for a person
 */
public record GraphProblem(String code, int stageIndex, String sentence) {
    public GraphProblem {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(sentence, "sentence");
    }
}
