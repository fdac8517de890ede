package dev.spotter.profile;

import java.util.ArrayDeque;
import java.util.Deque;

/** How many frames a second came in the last seconds, of a count that somebody reads now and then. Not thread-safe. */
final class FrameRate {
    private static final long SPAN_NANOS = 5_000_000_000L;
    private static final long SHORTEST_NANOS = 200_000_000L;

    private record Reading(long nanos, long frames) {}

    private final Deque<Reading> readings = new ArrayDeque<>();
    private double latest;

    /**
     * Takes a reading.
     *
     * @param nowNanos monotonic
     * @param frames that came so far
     * @return frames a second since the oldest reading of the last 5 s, or the last one before; 0 at the first
     */
    double at(long nowNanos, long frames) {
        if (!readings.isEmpty() && nowNanos - readings.getLast().nanos < SHORTEST_NANOS) {
            return latest;
        }
        readings.addLast(new Reading(nowNanos, frames));
        while (readings.size() > 2 && nowNanos - readings.getFirst().nanos > SPAN_NANOS) {
            readings.removeFirst();
        }
        Reading first = readings.getFirst();
        latest = nowNanos > first.nanos ? (frames - first.frames) * 1e9 / (nowNanos - first.nanos) : 0;
        return latest;
    }
}
