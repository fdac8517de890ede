package dev.spotter.observation;

import java.time.Instant;

/**
 * Ties monotonic time to the wall clock, once and at the edge. Everything inside counts in monotonic nanoseconds from
 * capture, so a wall clock that jumps changes no window, no delay and no order.
 *
 * @param anchorNanos a monotonic time
 * @param anchor the wall-clock time at that moment
 */
public record TimeBase(long anchorNanos, Instant anchor) {
    /** The process's monotonic clock tied to the wall clock as it is now. */
    public static TimeBase now() {
        return new TimeBase(System.nanoTime(), Instant.now());
    }

    /** The wall-clock time of a monotonic time. */
    public Instant at(long nanos) {
        return anchor.plusNanos(nanos - anchorNanos);
    }
}
