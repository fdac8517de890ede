package dev.spotter.capture;

import java.util.List;

/**
 * The names of what an inertial sensor measures: specific force in g, angular rate in degrees per second, in the
 * sensor's own axes. Where a source has several sensors, each one's name and a dot stand before: {@code
 * belt.acceleration-x}.
 */
public final class ImuChannels {
    /** Accelerometer alone. */
    public static final List<String> ACCELERATION = List.of("acceleration-x", "acceleration-y", "acceleration-z");

    /** Accelerometer, then gyroscope. */
    public static final List<String> ALL = List.of(
            "acceleration-x", "acceleration-y", "acceleration-z", "angular-rate-x", "angular-rate-y", "angular-rate-z");

    private ImuChannels() {}
}
