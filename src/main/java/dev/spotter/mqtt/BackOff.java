package dev.spotter.mqtt;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next try: doubled each time up to a cap, of which between a half and the whole is taken. */
final class BackOff {
    private final long firstNanos;
    private final long capNanos;
    private final RandomGenerator random;
    private long nextNanos;

    BackOff(Duration first, Duration cap, RandomGenerator random) {
        this.firstNanos = first.toNanos();
        this.capNanos = cap.toNanos();
        this.random = random;
        this.nextNanos = firstNanos;
    }

    Duration next() {
        long whole = nextNanos;
        nextNanos = Math.min(capNanos, whole > capNanos / 2 ? capNanos : whole * 2);
        return Duration.ofNanos(whole / 2 + random.nextLong(whole / 2 + 1));
    }

    void reset() {
        nextNanos = firstNanos;
    }
}
