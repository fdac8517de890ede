package dev.spotter.capture;

import java.util.Arrays;
import java.util.List;

/**
 * Walks through a recording on one clock of {@value #RATE_HZ} Hz, whatever the clocks of its series are.
 *
 * <p>The clock starts at the later of the series' first time stamps and ends at the earlier of their last ones; each
 * channel is interpolated linearly between the two samples around an instant. Where two neighbouring samples of a
 * series are more than {@link #LONGEST_BRIDGED_NANOS} apart, nothing is made up between them: the instants strictly
 * between are left out, on an unchanged clock. A step allocates nothing.
 */
public final class Resampler {
    /** Samples per second of the clock. */
    public static final int RATE_HZ = 50;

    /** Nanoseconds from one sample to the next. */
    public static final long STEP_NANOS = 1_000_000_000L / RATE_HZ;

    /** The longest distance of two samples, in nanoseconds, that interpolation bridges. */
    public static final long LONGEST_BRIDGED_NANOS = 1_000_000_000L;

    private final List<Series> series;
    private final int[] left;
    private final long endNanos;
    private final float[] values;
    private long nextNanos;
    private long nanos = Long.MIN_VALUE;
    private boolean afterGap;

    public Resampler(Recording recording) {
        series = recording.series();
        left = new int[series.size()];
        values = new float[recording.channels().size()];
        nextNanos = recording.firstNanos();
        endNanos = recording.lastNanos();
    }

    /** Steps to the next sample; {@code false} at the end of the recording. */
    public boolean next() {
        afterGap = false;
        while (nextNanos <= endNanos) {
            long instant = nextNanos;
            nextNanos += STEP_NANOS;
            if (interpolate(instant)) {
                afterGap &= nanos != Long.MIN_VALUE;
                nanos = instant;
                return true;
            }
            afterGap = true;
        }
        return false;
    }

    /** The time of the sample, in nanoseconds from the start of the recording. */
    public long nanos() {
        return nanos;
    }

    /** Whether the recording has a gap between the sample before and this one. */
    public boolean afterGap() {
        return afterGap;
    }

    /** The sample, a value for each of the recording's channels; written again by the next step. */
    public float[] values() {
        return values;
    }

    private boolean interpolate(long instant) {
        for (int s = 0; s < left.length; s++) {
            Series one = series.get(s);
            long[] times = one.timesNanos();
            int i = left[s];
            while (i + 1 < times.length && times[i + 1] <= instant) {
                if (times[i + 1] - times[i] > LONGEST_BRIDGED_NANOS) {
                    afterGap = true;
                }
                i++;
            }
            left[s] = i;
            int channels = one.channels();
            int first = one.firstChannel();
            if (times[i] == instant) {
                for (int channel = 0; channel < channels; channel++) {
                    values[first + channel] = one.value(i, channel);
                }
                continue;
            }
            if (times[i + 1] - times[i] > LONGEST_BRIDGED_NANOS) {
                return false;
            }
            double share = (double) (instant - times[i]) / (times[i + 1] - times[i]);
            for (int channel = 0; channel < channels; channel++) {
                double before = one.value(i, channel);
                values[first + channel] = (float) (before + share * (one.value(i + 1, channel) - before));
            }
        }
        return true;
    }

    /**
     * All samples of a recording at once, for those who need it whole.
     *
     * @return one row of a value a channel for each sample, the gaps left out
     */
    public static float[][] all(Recording recording) {
        Resampler resampler = new Resampler(recording);
        float[][] rows = new float[(int) ((resampler.endNanos - resampler.nextNanos) / STEP_NANOS) + 1][];
        int count = 0;
        while (resampler.next()) {
            rows[count++] = resampler.values.clone();
        }
        return Arrays.copyOf(rows, count);
    }
}
