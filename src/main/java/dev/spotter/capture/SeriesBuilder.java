package dev.spotter.capture;

import java.util.Arrays;

/** Gathers the rows of one file into a {@link Series}, refusing what no sensor gives. */
final class SeriesBuilder {
    /** Above these, in g and degrees per second, no sensor that a person wears measures. */
    private static final float[] LARGEST = {200, 200, 200, 10_000, 10_000, 10_000};

    private final CsvRows rows;
    private final int firstChannel;
    private final int channels;
    private long[] times = new long[1024];
    private float[] values;
    private int count;

    SeriesBuilder(CsvRows rows, int firstChannel, int channels) {
        this.rows = rows;
        this.firstChannel = firstChannel;
        this.channels = channels;
        this.values = new float[times.length * channels];
    }

    /** Takes the current row: its time, and its samples from a column on. */
    void add(long timeNanos, int firstColumn) {
        add(timeNanos, firstColumn, 1);
    }

    /** As above, where the file gives specific force in another unit of so many g. */
    void add(long timeNanos, int firstColumn, double unitG) {
        if (count > 0 && timeNanos <= times[count - 1]) {
            throw rows.bad(
                    "recording-time-not-increasing",
                    "the time goes back by %.3f s; a sample comes after the one before it"
                            .formatted((times[count - 1] - timeNanos) / 1e9));
        }
        if (count == times.length) {
            times = Arrays.copyOf(times, count * 2);
            values = Arrays.copyOf(values, count * 2 * channels);
        }
        for (int channel = 0; channel < channels; channel++) {
            double value = rows.number(firstColumn + channel, SpotterFolder.COLUMNS.get(1 + firstChannel + channel))
                    * (firstChannel + channel < 3 ? unitG : 1);
            if (Math.abs(value) > LARGEST[firstChannel + channel]) {
                throw rows.bad(
                        "recording-value-out-of-range",
                        "%s is %s; beyond ±%s no worn sensor measures"
                                .formatted(
                                        SpotterFolder.COLUMNS.get(1 + firstChannel + channel),
                                        value,
                                        LARGEST[firstChannel + channel]));
            }
            values[count * channels + channel] = (float) value;
        }
        times[count++] = timeNanos;
    }

    boolean isEmpty() {
        return count == 0;
    }

    long firstNanos() {
        return times[0];
    }

    /** The series, its times moved so that the given one becomes 0. */
    Series build(long zeroNanos) {
        long[] moved = new long[count];
        for (int i = 0; i < count; i++) {
            moved[i] = times[i] - zeroNanos;
        }
        return new Series(firstChannel, channels, moved, Arrays.copyOf(values, count * channels));
    }
}
