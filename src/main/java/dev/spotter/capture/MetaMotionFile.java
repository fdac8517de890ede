package dev.spotter.capture;

import java.nio.file.Path;
import java.util.List;

/**
 * One file of a MetaMotion pair, of which only the first sample's time has been read.
 *
 * @param path the file
 * @param name what its name says
 * @param firstMillis time of its first sample, in milliseconds since 1970
 */
record MetaMotionFile(Path path, MetaMotionName name, long firstMillis) {
    private static final int COLUMNS = 6;
    private static final double LATEST_MILLIS = 8e12;

    static MetaMotionFile open(Path path, MetaMotionName name) {
        try (CsvRows rows = new CsvRows(path)) {
            header(rows, path, name.gyroscope());
            if (rows.next() == null) {
                throw new CaptureException("recording-empty", path, "it has a header and no sample");
            }
            return new MetaMotionFile(path, name, epochMillis(rows));
        }
    }

    /** Reads the file whole; times are in nanoseconds from an instant, given in milliseconds since 1970. */
    Series read(long zeroMillis) {
        try (CsvRows rows = new CsvRows(path)) {
            header(rows, path, name.gyroscope());
            SeriesBuilder series = new SeriesBuilder(rows, name.gyroscope() ? 3 : 0, 3);
            while (rows.next() != null) {
                series.add((epochMillis(rows) - zeroMillis) * 1_000_000L, 3);
            }
            return series.build(0);
        }
    }

    private static void header(CsvRows rows, Path path, boolean gyroscope) {
        List<String> header = rows.next();
        if (header == null) {
            throw new CaptureException("recording-empty", path, "it is empty");
        }
        String unit = gyroscope ? "deg/s" : "g";
        boolean known = header.size() == COLUMNS
                && header.get(0).equals("epoch (ms)")
                && header.get(3).equals("x-axis (" + unit + ")")
                && header.get(4).equals("y-axis (" + unit + ")")
                && header.get(5).equals("z-axis (" + unit + ")");
        if (!known) {
            throw rows.bad(
                    "recording-header-unknown",
                    "the header is '%s' and has to be 'epoch (ms),time (...),elapsed (s),x-axis (%s),y-axis (%s),z-axis (%s)'"
                            .formatted(String.join(",", header), unit, unit, unit));
        }
    }

    private static long epochMillis(CsvRows rows) {
        if (rows.fields() != COLUMNS) {
            throw rows.bad(
                    "recording-row-bad", "a row has to have %d fields and has %d".formatted(COLUMNS, rows.fields()));
        }
        double millis = rows.number(0, "epoch (ms)");
        if (millis < 0 || millis > LATEST_MILLIS) {
            throw rows.bad(
                    "recording-number-bad", "epoch (ms) is %s and has to be milliseconds since 1970".formatted(millis));
        }
        return Math.round(millis);
    }
}
