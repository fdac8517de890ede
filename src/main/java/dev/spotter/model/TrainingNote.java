package dev.spotter.model;

import java.util.List;
import java.util.Optional;

/**
 * What a model was trained on, as its makers say.
 *
 * @param data the sets of data, at least one
 * @param notice what whoever uses the model must know, if anything
 * @param code where the training's code lies, if it is told
 */
public record TrainingNote(List<Data> data, Optional<String> notice, Optional<String> code) {
    /**
     * One set of data.
     *
     * @param name its name
     * @param source where it comes from, and which version
     * @param licence its licence, or {@code none stated}
     * @param grade {@code A} (free for any use, or our own), {@code B} (with conditions) or {@code C} (no licence stated, or
     *     not for commercial use)
     */
    public record Data(String name, String source, String licence, Grade grade) {}

    /** How freely data may be used. */
    public enum Grade {
        /** For any use. */
        A,
        /** With conditions. */
        B,
        /** No licence stated, or not for commercial use. */
        C
    }

    public TrainingNote {
        data = List.copyOf(data);
        if (data.isEmpty()) {
            throw new IllegalArgumentException("training names no data; name at least one set");
        }
    }
}
