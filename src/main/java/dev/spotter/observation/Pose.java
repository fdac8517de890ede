package dev.spotter.observation;

import java.util.Objects;

/**
 * One body.
 *
 * @param score how sure the model is that there is one, 0 to 1
 * @param box around it
 * @param keypoints named as {@link BodyPoint#word}
 */
public record Pose(float score, Box box, Keypoints keypoints) {
    public Pose {
        Objects.requireNonNull(box, "box");
        Objects.requireNonNull(keypoints, "keypoints");
    }
}
