package dev.spotter.capture;

import java.util.ArrayList;
import java.util.List;

/** Gathers what one sensor of several gave. */
final class WleSeries {
    private final int sensor;
    private final List<Long> times = new ArrayList<>();
    private final List<float[]> rows = new ArrayList<>();

    /**
     * @param sensor counted as in {@link WleColumns#SENSORS}
     */
    WleSeries(int sensor) {
        this.sensor = sensor;
    }

    /** A sample; one that is not behind the one before is left out. */
    void add(long timeNanos, float[] row) {
        if (times.isEmpty() || timeNanos > times.getLast()) {
            times.add(timeNanos);
            rows.add(row);
        }
    }

    boolean isEmpty() {
        return times.isEmpty();
    }

    Series build() {
        int first = sensor * WleColumns.PER_SENSOR;
        float[] values = new float[rows.size() * WleColumns.PER_SENSOR];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), first, values, i * WleColumns.PER_SENSOR, WleColumns.PER_SENSOR);
        }
        return new Series(
                first,
                WleColumns.PER_SENSOR,
                times.stream().mapToLong(Long::longValue).toArray(),
                values);
    }
}
