package dev.spotter.capture.motion;

import dev.spotter.observation.Polygon;
import java.util.Objects;

/** A part of the picture with a sensitivity of its own. */
public record MotionZone(Polygon polygon, Sensitivity sensitivity) {
    public MotionZone {
        Objects.requireNonNull(polygon, "polygon");
        Objects.requireNonNull(sensitivity, "sensitivity");
    }
}
