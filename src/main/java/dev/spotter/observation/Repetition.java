package dev.spotter.observation;

/**
 * One finished repetition of a lift, as it is counted live. The set's own count may correct it in retrospect.
 *
 * @param exercise the recognised exercise
 * @param number the repetition's number within its set, from 1
 * @param startNanos monotonic time of its start
 * @param endNanos monotonic time of its end
 */
public record Repetition(String exercise, int number, long startNanos, long endNanos) implements Finding {
    public Repetition {
        if (number < 1) {
            throw new IllegalArgumentException("a repetition's number is at least 1, not " + number);
        }
        if (endNanos < startNanos) {
            throw new IllegalArgumentException("a repetition ends after its start");
        }
    }
}
