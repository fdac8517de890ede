package dev.spotter.observation;

/**
 * What a lifter does at this moment.
 *
 * @param phase where in the lift
 * @param exercise the exercise under way, or {@code null} at rest
 * @param repetitions finished repetitions of the set under way, 0 at rest
 * @param sinceNanos monotonic time since which the phase holds
 */
public record LiftState(Phase phase, String exercise, int repetitions, long sinceNanos) implements Finding {
    /** Where in a lift the bar is. */
    public enum Phase {
        /** No set is under way. */
        RESTING,
        /** In a set, between repetitions or at the lockout. */
        READY,
        /** The bar moves within a repetition. */
        MOVING,
        /** The bar is stuck within a repetition and has not been racked. */
        STALLED
    }
}
