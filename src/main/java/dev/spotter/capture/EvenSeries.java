package dev.spotter.capture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Samples that a sensor took evenly and whose time stamps say only when they were handed over: sorted by these, they get
 * the times of the straight line through them (least squares).
 */
final class EvenSeries {
    /** Time stamps farther from the line mean that the sensor stood still, so that there is no even clock. */
    private static final double FARTHEST_SECONDS = 1.0;

    private static final double LATEST_SECONDS = 1e6;
    private static final double[] LARGEST = {200, 200, 200, 10_000, 10_000, 10_000};
    private static final int COLUMNS = 4;

    private EvenSeries() {}

    private record Sample(double seconds, float[] values) {}

    /**
     * Reads a file of time, x, y, z.
     *
     * @param sensor begins the names of the columns
     * @param firstChannel 0 for specific force, 3 for angular rate
     * @param scale from the file's unit to g or degrees per second
     */
    static Series read(Path file, String sensor, int firstChannel, double scale) {
        List<Sample> samples = new ArrayList<>();
        try (CsvRows rows = new CsvRows(file)) {
            List<String> header = rows.next();
            if (header == null) {
                throw new CaptureException("recording-empty", file, "it is empty");
            }
            if (header.size() != COLUMNS || !header.getFirst().startsWith(sensor)) {
                throw rows.bad(
                        "recording-header-unknown",
                        "the header is '%s' and has to be '%2$s_time_list,%2$s_x_list,%2$s_y_list,%2$s_z_list'"
                                .formatted(String.join(",", header), sensor));
            }
            while (rows.next() != null) {
                samples.add(sample(rows, sensor, firstChannel, scale));
            }
        }
        if (samples.size() < 2) {
            throw new CaptureException("recording-empty", file, "it has %d samples".formatted(samples.size()));
        }
        samples.sort(Comparator.comparingDouble(Sample::seconds));
        return new Series(firstChannel, 3, times(file, samples), values(samples));
    }

    private static Sample sample(CsvRows rows, String sensor, int firstChannel, double scale) {
        if (rows.fields() != COLUMNS) {
            throw rows.bad(
                    "recording-row-bad", "a row has to have %d fields and has %d".formatted(COLUMNS, rows.fields()));
        }
        double seconds = rows.number(0, sensor + " time");
        if (Math.abs(seconds) > LATEST_SECONDS) {
            throw rows.bad("recording-number-bad", "the time is %s, but counts seconds".formatted(seconds));
        }
        float[] values = new float[3];
        for (int axis = 0; axis < values.length; axis++) {
            double value = rows.number(1 + axis, sensor) * scale;
            if (Math.abs(value) > LARGEST[firstChannel + axis]) {
                throw rows.bad(
                        "recording-value-out-of-range",
                        "%s is %s; beyond ±%s no worn sensor measures".formatted(sensor, value, LARGEST[firstChannel]));
            }
            values[axis] = (float) value;
        }
        return new Sample(seconds, values);
    }

    private static long[] times(Path file, List<Sample> samples) {
        int count = samples.size();
        double middle = (count - 1) / 2.0;
        double meanSeconds =
                samples.stream().mapToDouble(Sample::seconds).average().orElseThrow();
        double together = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            together += (i - middle) * (samples.get(i).seconds() - meanSeconds);
            squares += (i - middle) * (i - middle);
        }
        double period = together / squares;
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            double seconds = meanSeconds + (i - middle) * period;
            if (Math.abs(seconds - samples.get(i).seconds()) > FARTHEST_SECONDS) {
                throw new CaptureException(
                        "recording-clock-uneven",
                        file,
                        "sample %d comes %.1f s off the sensor's even clock"
                                .formatted(i + 1, samples.get(i).seconds() - seconds));
            }
            times[i] = Math.round(seconds * 1e9);
            if (i > 0 && times[i] <= times[i - 1]) {
                throw new CaptureException(
                        "recording-time-not-increasing", file, "its time stamps do not grow over the recording");
            }
        }
        return times;
    }

    private static float[] values(List<Sample> samples) {
        float[] values = new float[samples.size() * 3];
        for (int i = 0; i < samples.size(); i++) {
            System.arraycopy(samples.get(i).values(), 0, values, i * 3, 3);
        }
        return values;
    }
}
