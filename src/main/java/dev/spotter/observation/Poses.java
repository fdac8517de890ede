package dev.spotter.observation;

import java.util.List;

/**
 * The bodies in a frame, the surest first.
 *
 * @param poses empty where nobody is seen
 */
public record Poses(List<Pose> poses) implements Finding {
    /** Nobody. */
    public static final Poses NONE = new Poses(List.of());

    public Poses {
        poses = List.copyOf(poses);
    }
}
