package dev.spotter.observation;

import java.util.Objects;

/**
 * One finished set of a lift.
 *
 * @param exercise the exercise that the verdicts over the whole set agree on
 * @param repetitions the count, made in retrospect over the whole set
 * @param startNanos monotonic time of its start
 * @param endNanos monotonic time of its end
 * @param confidence mean probability of the exercise over the set's verdicts, 0 to 1; 1 where the profile says what is lifted
 * @param exertion how hard it was, or why nobody knows
 */
public record LiftSet(
        String exercise, int repetitions, long startNanos, long endNanos, float confidence, Exertion exertion)
        implements Finding {
    public LiftSet {
        Objects.requireNonNull(exertion, "exertion");
        if (repetitions < 0) {
            throw new IllegalArgumentException("a set has no negative count, " + repetitions);
        }
        if (endNanos < startNanos) {
            throw new IllegalArgumentException("a set ends after its start");
        }
    }
}
