package dev.spotter.model;

import java.util.List;
import java.util.Optional;

/**
 * What one inference gave.
 *
 * @param model the package's or file's name
 * @param version the package's version; absent for a bare file
 * @param latencyMillis of the inference alone, filling and reading left out
 * @param results what was found, the best first
 */
public record InferenceReport(String model, Optional<String> version, double latencyMillis, List<Result> results) {
    /** One thing that was found. */
    public sealed interface Result permits Scored, Body, Numbers {}

    /**
     * A label with its score.
     *
     * @param label the label, or the index of the output's element where there are no labels
     * @param score the probability, or the output's element where the model says no more
     */
    public record Scored(String label, float score) implements Result {}

    /**
     * A body's key points.
     *
     * @param score mean of the key points' scores, 0 to 1
     * @param keypoints in the model's order
     */
    public record Body(float score, List<Keypoint> keypoints) implements Result {}

    /**
     * One key point.
     *
     * @param name of the joint
     * @param x from the left, 0 to 1 of the picture
     * @param y from the top, 0 to 1 of the picture
     * @param score 0 to 1
     */
    public record Keypoint(String name, float x, float y, float score) {}

    /**
     * An output that is given as it is.
     *
     * @param name the tensor's name
     * @param shape its dimensions
     * @param values its elements, dequantized; taken over, not copied
     */
    public record Numbers(String name, int[] shape, float[] values) implements Result {}

    public InferenceReport {
        results = List.copyOf(results);
    }
}
