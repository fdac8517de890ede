package dev.spotter.capture;

import java.util.Objects;

/**
 * Samples of one sensor on its own clock. The arrays are taken over, not copied, and must not be written to any more.
 *
 * @param firstChannel the first of the recording's channels that this series gives, such as 0 for the
 *     accelerometer, 3 for the gyroscope
 * @param channels how many channels it gives, from the first on
 * @param timesNanos strictly increasing times of the samples, in nanoseconds from the start of the recording; may begin
 *     below 0
 * @param values the samples one after another, {@code channels} finite values each, in the channels' units
 */
public record Series(int firstChannel, int channels, long[] timesNanos, float[] values) {
    public Series {
        Objects.requireNonNull(timesNanos, "timesNanos");
        Objects.requireNonNull(values, "values");
        if (firstChannel < 0 || channels < 1) {
            throw new IllegalArgumentException(
                    "a series gives channels from 0 on, not %d from %d on".formatted(channels, firstChannel));
        }
        if (timesNanos.length == 0 || values.length != timesNanos.length * channels) {
            throw new IllegalArgumentException("a series of %d channels has %d times and %d values"
                    .formatted(channels, timesNanos.length, values.length));
        }
        for (int i = 1; i < timesNanos.length; i++) {
            if (timesNanos[i] <= timesNanos[i - 1]) {
                throw new IllegalArgumentException("the times of a series grow, but not at sample " + i);
            }
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("a series holds finite values only, not " + value);
            }
        }
    }

    /** How many samples there are. */
    public int length() {
        return timesNanos.length;
    }

    /** Time of the first sample, in nanoseconds from the start of the recording. */
    public long firstNanos() {
        return timesNanos[0];
    }

    /** Time of the last sample, in nanoseconds from the start of the recording. */
    public long lastNanos() {
        return timesNanos[timesNanos.length - 1];
    }

    /** One channel of one sample, the channel counted from the first of the series. */
    public float value(int sample, int channel) {
        return values[sample * channels + channel];
    }
}
