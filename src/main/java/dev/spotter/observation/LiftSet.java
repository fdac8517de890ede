package dev.spotter.observation;

/**
 * One finished set of a lift.
 *
 * @param exercise the exercise that the verdicts over the whole set agree on
 * @param repetitions the count, made in retrospect over the whole set
 * @param startNanos monotonic time of its start
 * @param endNanos monotonic time of its end
 * @param confidence mean probability of the exercise over the set's verdicts, 0 to 1
 */
public record LiftSet(String exercise, int repetitions, long startNanos, long endNanos, float confidence)
        implements Finding {
    public LiftSet {
        if (repetitions < 0) {
            throw new IllegalArgumentException("a set has no negative count, " + repetitions);
        }
        if (endNanos < startNanos) {
            throw new IllegalArgumentException("a set ends after its start");
        }
    }
}
