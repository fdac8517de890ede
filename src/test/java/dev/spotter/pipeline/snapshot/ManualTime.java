package dev.spotter.pipeline.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** A device's two clocks, set by hand: both go on together, and the wall clock can be set. */
final class ManualTime implements InstantSource, LongSupplier {
    private Instant wall;
    private long nanos = 77;

    ManualTime(String wall) {
        set(wall);
    }

    void pass(Duration duration) {
        wall = wall.plus(duration);
        nanos += duration.toNanos();
    }

    void set(String now) {
        wall = Instant.parse(now);
    }

    /** The device is off for so long; its monotonic clock begins anew. */
    void off(Duration duration) {
        wall = wall.plus(duration);
        nanos = 5;
    }

    @Override
    public Instant instant() {
        return wall;
    }

    @Override
    public long getAsLong() {
        return nanos;
    }
}
