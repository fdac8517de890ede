package dev.spotter.pipeline;

/**
 * Counts durations in buckets that are each a sixteenth of a power of two wide, from a microsecond to half a minute, so
 * a percentile is off by 3 % at most. Recording allocates nothing; any thread may take a {@link Latency} of it.
 */
final class LatencyHistogram {
    private static final int FIRST_EXPONENT = 10;
    private static final int LAST_EXPONENT = 34;
    private static final int PARTS_BITS = 4;
    private static final int PARTS = 1 << PARTS_BITS;
    private static final int BUCKETS = (LAST_EXPONENT - FIRST_EXPONENT + 1) * PARTS;

    private final long[] counts = new long[BUCKETS];

    /** Counts one duration; what is shorter or longer than the buckets counts in the first or the last one. */
    synchronized void record(long nanos) {
        counts[bucket(nanos)]++;
    }

    /** Counts what another one has counted, which counts no more. */
    synchronized void add(LatencyHistogram other) {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            counts[bucket] += other.counts[bucket];
        }
    }

    /** The durations counted so far. */
    synchronized Latency latency() {
        return new Latency(counts.clone());
    }

    private static int bucket(long nanos) {
        if (nanos < 1L << FIRST_EXPONENT) {
            return 0;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        if (exponent > LAST_EXPONENT) {
            return BUCKETS - 1;
        }
        int part = (int) (nanos >>> (exponent - PARTS_BITS)) & (PARTS - 1);
        return (exponent - FIRST_EXPONENT) * PARTS + part;
    }

    /** The duration in the middle of a bucket, in nanoseconds. */
    static long middleNanos(int bucket) {
        int exponent = FIRST_EXPONENT + bucket / PARTS;
        long width = 1L << (exponent - PARTS_BITS);
        return (1L << exponent) + bucket % PARTS * width + width / 2;
    }
}
