package dev.spotter.observation;

import java.util.Objects;

/**
 * One finished repetition of a lift, as it is counted live. The set's own count may correct it in retrospect.
 *
 * @param exercise the recognised exercise
 * @param number the repetition's number within its set, from 1
 * @param startNanos monotonic time of its start
 * @param endNanos monotonic time of its end
 * @param meanVelocity mean velocity of its way up, in m/s
 * @param exertion how hard the set would have been had it ended with it, or why nobody knows
 */
public record Repetition(
        String exercise, int number, long startNanos, long endNanos, float meanVelocity, Exertion exertion)
        implements Finding {
    public Repetition {
        Objects.requireNonNull(exertion, "exertion");
        if (number < 1) {
            throw new IllegalArgumentException("a repetition's number is at least 1, not " + number);
        }
        if (endNanos < startNanos) {
            throw new IllegalArgumentException("a repetition ends after its start");
        }
    }
}
