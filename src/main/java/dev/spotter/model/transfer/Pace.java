package dev.spotter.model.transfer;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Judges whether a transfer goes on fast enough. One for a transfer with all its attempts: the time for the whole does
 * not start anew.
 */
final class Pace {
    private final TransferLimits limits;
    private final LongSupplier nanos;
    private final long began;
    private long allBytes;
    private long bytes;

    // valid for one window of the rate
    private long windowBegan;
    private long windowBytes;

    /** @param nanos monotonic time in nanoseconds */
    Pace(TransferLimits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
        attempt();
    }

    /** An attempt begins; the time until its first byte counts. */
    void attempt() {
        windowBegan = nanos.getAsLong();
        windowBytes = 0;
    }

    /** How long the next wait may be, at most as long as {@code wished}. */
    Duration patience(String what, Duration wished) {
        Duration left = limits.whole().minusNanos(nanos.getAsLong() - began);
        if (!left.isPositive()) {
            throw new TransferException(
                    "timed-out",
                    "%s was not there after %d s, the longest that is waited for it"
                            .formatted(what, limits.whole().toSeconds()));
        }
        return left.compareTo(wished) < 0 ? left : wished;
    }

    /** Bytes came. */
    void came(String what, long bytes) {
        allBytes += bytes;
        windowBytes += bytes;
        long passed = nanos.getAsLong() - windowBegan;
        if (passed < limits.rateWindow().toNanos()) {
            return;
        }
        double seconds = passed / 1e9;
        if (windowBytes < limits.leastBytesPerSecond() * seconds) {
            throw new TransferException(
                    "too-slow",
                    "%s came at %.0f bytes/s for %.0f s; at least %d bytes/s are needed"
                            .formatted(what, windowBytes / seconds, seconds, limits.leastBytesPerSecond()));
        }
        attempt();
    }

    /** How long to wait so that the mean rate is not above the most that is allowed. */
    Duration ahead() {
        if (limits.mostBytesPerSecond() == 0) {
            return Duration.ZERO;
        }
        long due = (long) (allBytes * 1e9 / limits.mostBytesPerSecond());
        return Duration.ofNanos(Math.max(0, due - (nanos.getAsLong() - began)));
    }
}
