package dev.spotter.lifting;

/** Mean and (population) deviation of a signal over its last seconds. One thread; allocates nothing once made. */
final class RecentMoments {
    /** More samples a second than any source gives; of a faster one fewer seconds are looked at. */
    private static final int MOST_A_SECOND = 100;

    private final long spanNanos;
    private final long[] times;
    private final double[] values;
    private int oldest;
    private int size;
    private double sum;
    private double squares;

    RecentMoments(double seconds) {
        spanNanos = Math.round(seconds * 1e9);
        int capacity = (int) Math.ceil(seconds * MOST_A_SECOND);
        times = new long[capacity];
        values = new double[capacity];
    }

    /** Takes a value; those that are a span older than it are forgotten. */
    void add(long timeNanos, double value) {
        while (size > 0 && (size == times.length || timeNanos - times[oldest] >= spanNanos)) {
            sum -= values[oldest];
            squares -= values[oldest] * values[oldest];
            oldest = oldest + 1 == times.length ? 0 : oldest + 1;
            size--;
        }
        if (size == 0) {
            // what rounding has left over ends here
            sum = 0;
            squares = 0;
        }
        int slot = (oldest + size++) % times.length;
        times[slot] = timeNanos;
        values[slot] = value;
        sum += value;
        squares += value * value;
    }

    double mean() {
        return sum / size;
    }

    double deviation() {
        double mean = mean();
        return Math.sqrt(Math.max(squares / size - mean * mean, 0));
    }

    void clear() {
        size = 0;
    }
}
