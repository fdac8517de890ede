package dev.spotter.observation;

/**
 * How far the input is from what a model knows as usual.
 *
 * @param score 0 is usual; in the model's unit (of an autoencoder the mean squared error of the normalised reconstruction)
 */
public record AnomalyScore(float score) implements Finding {}
