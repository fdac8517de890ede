package dev.spotter.capture.motion;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * When models look at a camera's frame.
 *
 * @param sensitivity where no zone says otherwise
 * @param lookEvery how long at most they do not look though nothing moves; zero: they look at every frame
 * @param zones parts of the picture with sensitivities of their own; where they overlap the last one counts
 */
public record MotionConfiguration(Sensitivity sensitivity, Duration lookEvery, List<MotionZone> zones) {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** What holds unless the profile says otherwise. */
    public static final MotionConfiguration USUAL =
            new MotionConfiguration(Sensitivity.MEDIUM, Duration.ofSeconds(2), List.of());

    public MotionConfiguration {
        Objects.requireNonNull(sensitivity, "sensitivity");
        zones = List.copyOf(zones);
        if (lookEvery.isNegative() || lookEvery.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "look-every is from 0s (every frame) to %d s, not %s".formatted(LONGEST.toSeconds(), lookEvery));
        }
    }

    /** Whether models look at every frame, whatever moves. */
    public boolean always() {
        return lookEvery.isZero();
    }
}
