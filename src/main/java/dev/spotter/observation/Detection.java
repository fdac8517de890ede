package dev.spotter.observation;

import java.util.Objects;

/**
 * One thing in a frame.
 *
 * @param label what it is
 * @param score how sure the model is, 0 to 1
 * @param box where it is
 * @param keypoints points that the model gives with the box, or {@link Keypoints#NONE}
 */
public record Detection(String label, float score, Box box, Keypoints keypoints) {
    public Detection {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(box, "box");
        Objects.requireNonNull(keypoints, "keypoints");
    }
}
