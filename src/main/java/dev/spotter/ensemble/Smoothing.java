package dev.spotter.ensemble;

/**
 * The mean of the probabilities of the last so many seconds. Allocates nothing after construction.
 *
 * <p>A verdict counts until it is older than the span, so a span of 1 s over verdicts every 0.2 s holds six.
 */
final class Smoothing {
    /** The most verdicts a second that are told apart; of more, the oldest count no longer. */
    private static final int MOST_PER_SECOND = 100;

    private final long spanNanos;
    private final long[] times;
    private final float[][] verdicts;
    private int newest = -1;
    private int held;

    /**
     * @param spanNanos how long a verdict counts; 0 for no smoothing
     * @param labels probabilities a verdict
     */
    Smoothing(long spanNanos, int labels) {
        this.spanNanos = spanNanos;
        int capacity = 1 + (int) Math.ceil(spanNanos / 1e9 * MOST_PER_SECOND);
        times = new long[capacity];
        verdicts = new float[capacity][labels];
    }

    /** Replaces the probabilities of a verdict by the mean with those before it. */
    void smooth(long timeNanos, float[] probabilities) {
        newest = newest + 1 == times.length ? 0 : newest + 1;
        held = Math.min(held + 1, times.length);
        times[newest] = timeNanos;
        float[] verdict = verdicts[newest];
        for (int label = 0; label < verdict.length; label++) {
            verdict[label] = probabilities[label];
        }
        int counted = 1;
        for (int slot = newest; counted < held; counted++) {
            slot = slot == 0 ? times.length - 1 : slot - 1;
            if (timeNanos - times[slot] > spanNanos) {
                held = counted;
                break;
            }
            float[] earlier = verdicts[slot];
            for (int label = 0; label < earlier.length; label++) {
                probabilities[label] += earlier[label];
            }
        }
        for (int label = 0; label < verdict.length; label++) {
            probabilities[label] /= counted;
        }
    }

    /** Takes over the newest verdicts of an earlier one over the same labels, as many as have room. */
    void continueFrom(Smoothing earlier) {
        held = Math.min(earlier.held, times.length);
        newest = held - 1;
        int from = earlier.newest;
        for (int slot = newest; slot >= 0; slot--) {
            times[slot] = earlier.times[from];
            System.arraycopy(earlier.verdicts[from], 0, verdicts[slot], 0, verdicts[slot].length);
            from = from == 0 ? earlier.times.length - 1 : from - 1;
        }
    }

    /** Forgets all verdicts. */
    void reset() {
        held = 0;
    }
}
