package dev.spotter.pipeline;

/** How long something took, over all times that it was done. Immutable. */
public final class Latency {
    private final long[] counts;
    private final long count;

    /** Takes the array over. */
    Latency(long[] counts) {
        this.counts = counts;
        long sum = 0;
        for (long one : counts) {
            sum += one;
        }
        count = sum;
    }

    /** How many times. */
    public long count() {
        return count;
    }

    /**
     * The duration that a share of all times stayed within, to 3 %.
     *
     * @param share above 0, at most 1: 0.5 for the median
     * @return milliseconds, NaN where there was no time
     */
    public double percentileMillis(double share) {
        if (!(share > 0) || share > 1) {
            throw new IllegalArgumentException("a percentile's share is above 0 and at most 1, not " + share);
        }
        if (count == 0) {
            return Double.NaN;
        }
        long rank = (long) Math.ceil(share * count);
        int bucket = 0;
        long seen = counts[0];
        while (seen < rank) {
            seen += counts[++bucket];
        }
        return LatencyHistogram.middleNanos(bucket) / 1e6;
    }

    /** The times after an earlier reading of the same. */
    public Latency since(Latency earlier) {
        long[] rest = counts.clone();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= earlier.counts[i];
        }
        return new Latency(rest);
    }
}
