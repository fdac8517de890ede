package dev.spotter.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a model is for. */
public enum ModelTask {
    /** One of several labels. */
    CLASSIFICATION,
    /** Key points of a body. */
    POSE,
    /** Boxes of things. */
    DETECTION,
    /** A vector that stands for the input. */
    EMBEDDING,
    /** How far the input is from what is usual. */
    ANOMALY,
    /** One or several quantities. */
    REGRESSION;

    /** The tasks by the word that a model.yaml has for them. */
    static Map<String, ModelTask> byWord() {
        return Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ModelTask::word, Function.identity()));
    }

    /** The word for it in a model.yaml. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
