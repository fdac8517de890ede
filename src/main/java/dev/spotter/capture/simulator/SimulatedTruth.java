package dev.spotter.capture.simulator;

import java.util.Objects;

/**
 * What a simulated lifter really does from a moment on.
 *
 * @param timeNanos time of the first sample for which it holds
 * @param activity what kind of thing
 * @param exercise the exercise under way or being prepared, {@code null} at rest
 * @param set how many sets have begun, from 1 with the first
 * @param repetitions whole repetitions so far in this set
 * @param failing whether the bar is stuck right now
 * @param failed whether this set has had a failed repetition
 */
public record SimulatedTruth(
        long timeNanos,
        Activity activity,
        Exercise exercise,
        int set,
        int repetitions,
        boolean failing,
        boolean failed) {
    /** What a lifter can be doing. */
    public enum Activity {
        /** Standing, walking about, sitting. */
        REST,
        /** Hands on the bar before or after a set: gripping, taking it out of the rack, putting it back. */
        SETUP,
        /** From the first repetition to the last. */
        SET
    }

    /** Hears of every change, before the first sample for which it holds, on the source's thread. */
    @FunctionalInterface
    public interface Listener {
        void truth(SimulatedTruth truth);
    }

    public SimulatedTruth {
        Objects.requireNonNull(activity, "activity");
    }
}
