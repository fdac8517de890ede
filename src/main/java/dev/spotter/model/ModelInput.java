package dev.spotter.model;

/** What one input tensor of a model means. */
public sealed interface ModelInput permits WindowInput, ImageInput, VectorInput, LogMelInput {
    /** Its name within the package. */
    String name();

    /** What the values are, in a sentence. */
    String meaning();

    /** From natural units to what the model was trained on. */
    Normalisation normalisation();

    /** Number of elements that the tensor must have. */
    int elements();

    /** Its kind and shape in a few words, for people. */
    String summary();
}
