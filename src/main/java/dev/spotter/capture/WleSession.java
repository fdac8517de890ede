package dev.spotter.capture;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one person lifted, set after set, its four sensors put in step ({@link SensorLags}). Time counts in seconds from the
 * session's first row; where sets begin and end is as filed, which goes with the belt.
 *
 * <p>Each recording begins with the person's reference, the first {@value #REFERENCE_SECONDS} s of lifting rightly; the
 * right set goes on from there, any other follows behind a gap. What comes behind is what is judged.
 */
final class WleSession {
    /** Six seconds that a pipeline sees the rest relative to, and what it may take to notice that somebody moves. */
    static final double REFERENCE_SECONDS = 7.5;

    /** Longer than what interpolation and windows bridge. */
    static final double GAP_SECONDS = 2;

    private static final double BRIDGED_SECONDS = Resampler.LONGEST_BRIDGED_NANOS / 1e9;
    private static final String RIGHT = "A";
    private static final double SHORTEST_SECONDS = 2.5;
    private static final double LONGEST_SECONDS = 3600;

    private final Path folder;
    private final String person;
    private final Problems problems;
    private final long zeroMicros;
    private final double[] filedSeconds;
    private final float[][] values;
    private final List<String> labels = new ArrayList<>();
    private final double[] begins;

    // of the sensors in step
    private final SensorClock[] clocks;
    private double firstSeconds;
    private double endSeconds;

    /**
     * @param rows in any order; of those with equal times the first counts
     * @throws CaptureException {@code recording-time-not-increasing}, {@code recording-time-out-of-range},
     *     {@code recording-reference-missing}, {@code recording-clocks-apart} if nothing of it can be used
     */
    WleSession(Path folder, String person, List<WleRow> rows, Problems problems) {
        this.folder = folder;
        this.person = person;
        this.problems = problems;
        List<WleRow> ordered = ordered(rows);
        zeroMicros = ordered.getFirst().micros();
        filedSeconds =
                ordered.stream().mapToDouble(row -> seconds(row.micros())).toArray();
        values = ordered.stream().map(WleRow::values).toArray(float[][]::new);
        endSeconds = filedSeconds[filedSeconds.length - 1];
        if (endSeconds > LONGEST_SECONDS) {
            throw bad(
                    "recording-time-out-of-range",
                    "lasts %.0f s, but a session has an hour at most".formatted(endSeconds));
        }
        begins = begins(ordered);
        if (!labels.contains(RIGHT)) {
            throw bad(
                    "recording-reference-missing",
                    "has no set '%s', lifted rightly, to see the others relative to".formatted(RIGHT));
        }
        clocks = new SensorClock[WleColumns.SENSORS.size()];
        putInStep();
    }

    private static List<WleRow> ordered(List<WleRow> rows) {
        Map<Long, WleRow> byTime = new LinkedHashMap<>();
        rows.forEach(row -> byTime.putIfAbsent(row.micros(), row));
        return byTime.values().stream()
                .sorted(Comparator.comparingLong(WleRow::micros))
                .toList();
    }

    private double seconds(long micros) {
        return (micros - zeroMicros) / 1e6;
    }

    /** Where the sets begin, which fills the labels. */
    private double[] begins(List<WleRow> ordered) {
        List<Double> first = new ArrayList<>();
        for (WleRow row : ordered) {
            if (labels.isEmpty() || !row.set().equals(labels.getLast())) {
                if (labels.contains(row.set())) {
                    throw bad(
                            "recording-time-not-increasing",
                            "has sets '%s' and '%s' that overlap in time, but one is over before another begins"
                                    .formatted(row.set(), labels.getLast()));
                }
                labels.add(row.set());
                first.add(seconds(row.micros()));
            }
        }
        return first.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void putInStep() {
        if (begins.length < 2) {
            throw bad(
                    "recording-clocks-apart",
                    "has one set only, so there is nothing by which the four sensors could be put in step");
        }
        double[] changes = new double[begins.length - 1];
        System.arraycopy(begins, 1, changes, 0, changes.length);
        clocks[0] = SensorClock.inStep();
        firstSeconds = Double.NEGATIVE_INFINITY;
        double last = endSeconds;
        for (int sensor = 1; sensor < clocks.length; sensor++) {
            String name = WleColumns.SENSORS.get(sensor);
            SensorLags lags = SensorLags.of(
                            new SensorCharacter(
                                    filedSeconds, values, sensor * WleColumns.PER_SENSOR, WleColumns.PER_SENSOR),
                            begins)
                    .orElseThrow(() -> bad(
                            "recording-clocks-apart",
                            "has sets too short to put its sensor at the %s in step".formatted(name)));
            clocks[sensor] = new SensorClock(changes, lags.lateSeconds());
            firstSeconds = Math.max(firstSeconds, lags.firstSeconds() - lags.lateSeconds()[0]);
            endSeconds = Math.min(endSeconds, last - lags.lateSeconds()[changes.length - 1]);
        }
    }

    /** The sets that can be judged, in the order in which they were lifted. */
    List<WleSet> sets() {
        int right = labels.indexOf(RIGHT);
        double reference = moves(right == 0 ? firstSeconds : begins[right]);
        if (reference + REFERENCE_SECONDS > end(right)) {
            throw bad(
                    "recording-reference-missing",
                    "lifts rightly for %.1f s only; the others are seen relative to the first %s s of it"
                            .formatted(Math.max(0, end(right) - reference), REFERENCE_SECONDS));
        }
        List<WleSet> sets = new ArrayList<>();
        for (int set = 0; set < begins.length; set++) {
            double from = set == right ? reference + REFERENCE_SECONDS : begins[set];
            if (end(set) - from < SHORTEST_SECONDS) {
                problems.add(bad(
                        "recording-clocks-apart",
                        "has a set '%s' of which all four sensors hold %.1f s only"
                                .formatted(labels.get(set), Math.max(0, end(set) - from))));
            } else {
                sets.add(set(set, reference, set == right));
            }
        }
        return sets;
    }

    /** When somebody begins to move: a change of the signal may be found before that. */
    private double moves(double first) {
        double earliest = Double.POSITIVE_INFINITY;
        for (int sensor = 0; sensor < clocks.length; sensor++) {
            double[] common = Arrays.stream(filedSeconds)
                    .map(clocks[sensor]::commonSeconds)
                    .toArray();
            int rateChannel = sensor * WleColumns.PER_SENSOR + WleColumns.RATE_IN_SENSOR;
            earliest = Math.min(earliest, new FirstMotion(common, values, rateChannel).from(first));
        }
        return earliest;
    }

    private WleSet set(int set, double reference, boolean right) {
        double filed = set + 1 < begins.length ? begins[set + 1] : filedSeconds[filedSeconds.length - 1];
        double from = right ? reference : begins[set];
        return new WleSet(
                this,
                person,
                labels.get(set),
                Instant.EPOCH.plus(zeroMicros, ChronoUnit.MICROS).plusNanos(Math.round(from * 1e9)),
                reference,
                right,
                from,
                end(set),
                (end(set) - from) / (filed - from));
    }

    private double end(int set) {
        return Math.min(set + 1 < begins.length ? begins[set + 1] : endSeconds, endSeconds);
    }

    /**
     * What each sensor gave in a stretch, moved so that its beginning has a time; behind what is there already. A hole that
     * is short enough to be bridged as filed must not become a gap by being put in step: its middle is filled in.
     */
    void append(double from, double to, double movedTo, List<WleSeries> series) {
        for (int sensor = 0; sensor < clocks.length; sensor++) {
            double before = Double.NEGATIVE_INFINITY;
            for (int row = 0; row < filedSeconds.length; row++) {
                double common = clocks[sensor].commonSeconds(filedSeconds[row]);
                if (common >= from && common < to) {
                    if (before >= from
                            && common - before > BRIDGED_SECONDS
                            && filedSeconds[row] - filedSeconds[row - 1] <= BRIDGED_SECONDS) {
                        double middle = (before + common) / 2;
                        series.get(sensor).add(nanos(middle - from + movedTo), between(values[row - 1], values[row]));
                    }
                    series.get(sensor).add(nanos(common - from + movedTo), values[row]);
                }
                before = common;
            }
        }
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }

    private static float[] between(float[] left, float[] right) {
        float[] middle = new float[left.length];
        for (int i = 0; i < middle.length; i++) {
            middle[i] = (left[i] + right[i]) / 2;
        }
        return middle;
    }

    private CaptureException bad(String code, String sentence) {
        return new CaptureException(code, folder, "'" + person + "' " + sentence);
    }
}
