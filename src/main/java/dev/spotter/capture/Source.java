package dev.spotter.capture;

import dev.spotter.observation.TimeBase;
import java.util.Map;

/** What gives samples or frames: live, replayed or simulated. */
public interface Source {
    /** The name of the source in the profile. */
    String name();

    /**
     * Whether what it gives comes at a pace of its own, as from a sensor, so that a slow consumer falls behind; {@code
     * false} where it comes as fast as it is taken.
     */
    boolean paced();

    /**
     * Ties the times of what is being delivered to the wall clock: of a paced source the clock on the wall, otherwise the
     * time at which it was recorded (a simulated lifter's is a fixed day).
     */
    TimeBase timeBase();

    /** What is wrong now: stable code to a sentence. Empty where nothing is. */
    Map<String, String> problems();
}
