package dev.spotter.capture;

import dev.spotter.observation.TimeBase;
import java.util.List;
import java.util.Map;

/** Inertial sensors, or what else gives samples at a steady rate: live, replayed or simulated. */
public interface ImuSource {
    /** The name of the source in the profile. */
    String name();

    /** The names of the values of a sample, in their order. */
    default List<String> channels() {
        return ImuChannels.ALL;
    }

    /**
     * Delivers samples on the calling thread until the source ends or the thread is interrupted.
     *
     * @throws InterruptedException if the thread was interrupted; the listener's end is not called then
     */
    void run(ImuListener listener) throws InterruptedException;

    /**
     * Whether samples come at a pace of their own, as from a sensor, so that a slow consumer falls behind; {@code false}
     * where they come as fast as they are taken.
     */
    boolean paced();

    /**
     * Ties the times of the samples that are being delivered to the wall clock: of a paced source the clock on the
     * wall, otherwise the time at which the samples were recorded (a simulated lifter's is a fixed day).
     */
    TimeBase timeBase();

    /** What is wrong now: stable code to a sentence. Empty where nothing is. */
    Map<String, String> problems();
}
