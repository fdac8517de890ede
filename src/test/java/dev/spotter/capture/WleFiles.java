package dev.spotter.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes sessions of curls as the Weight Lifting Exercises have them, 25 rows a second, with signals that a hand can
 * follow: a person stands for {@value #STANDING} s at the beginning of the first set, and then every sensor's
 * acceleration along x is 256 counts (1 g) at the first set, 512 at the second and so on, with a curl of 2.5 s on y; a
 * late sensor files all that later.
 */
public final class WleFiles {
    public static final double STANDING = 8;
    private static final double STEP = 0.04;
    private static final long DAY_SECONDS = 1_322_000_000L;

    private final List<String> columns = new ArrayList<>(
            List.of("classe", "user_name", "raw_timestamp_part_1", "raw_timestamp_part_2", "new_window", "roll_belt"));
    private final List<String> rows = new ArrayList<>();
    private Map<String, Double> late = Map.of();
    private int sessions;

    public WleFiles() {
        for (String sensor : List.of("forearm", "belt", "arm", "dumbbell")) {
            for (String quantity : List.of("gyros", "accel", "magnet")) {
                for (String axis : List.of("x", "y", "z")) {
                    columns.add(quantity + "_" + sensor + "_" + axis);
                }
            }
        }
    }

    /** By how many seconds sensors are late from now on. */
    public WleFiles late(Map<String, Double> seconds) {
        late = seconds;
        return this;
    }

    /** A session of sets, each of so many seconds; in the first, standing included. */
    public WleFiles person(String name, String labels, double setSeconds) {
        return person(name, labels, setSeconds, 0);
    }

    /** As above, with a pause before the last set. */
    public WleFiles person(String name, String labels, double setSeconds, double pause) {
        long start = DAY_SECONDS + 86_400L * sessions++;
        for (int set = 0; set < labels.length(); set++) {
            double from = set * setSeconds + (set == labels.length() - 1 ? pause : 0);
            for (int row = 0; row < Math.round(setSeconds / STEP); row++) {
                row(name, labels.substring(set, set + 1), start, from + row * STEP, setSeconds);
            }
        }
        return this;
    }

    private void row(String name, String label, long start, double time, double setSeconds) {
        Map<String, String> fields = new LinkedHashMap<>();
        columns.forEach(column -> fields.put(column, "0"));
        fields.put("classe", label);
        fields.put("user_name", name);
        long micros = Math.round(time * 1e6);
        fields.put("raw_timestamp_part_1", String.valueOf(start + micros / 1_000_000));
        fields.put("raw_timestamp_part_2", String.valueOf(micros % 1_000_000));
        fields.put("new_window", "no");
        for (String sensor : WleColumns.SENSORS) {
            double own = time - late.getOrDefault(sensor, 0.0);
            int set = (int) Math.max(0, own / setSeconds);
            boolean lifting = own >= STANDING;
            double turn = 2 * Math.PI * own / 2.5;
            fields.put("accel_" + sensor + "_x", String.valueOf(lifting ? 256 * (set + 1) : 0));
            fields.put("accel_" + sensor + "_y", number(lifting ? 100 * Math.sin(turn) : 0));
            fields.put("gyros_" + sensor + "_z", number(lifting ? Math.cos(turn) : 0));
            fields.put("magnet_" + sensor + "_x", "130");
        }
        rows.add(columns.stream().map(fields::get).collect(Collectors.joining(",")));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** The rows, to be spoilt. */
    public List<String> rows() {
        return rows;
    }

    /** Makes the field of a row something else. */
    public void spoil(int row, String column, String text) {
        String[] fields = rows.get(row).split(",", -1);
        fields[columns.indexOf(column)] = text;
        rows.set(row, String.join(",", fields));
    }

    /** Writes the file, without some of the columns' names. */
    public Path write(Path folder, String... lacking) throws IOException {
        List<String> header = columns.stream()
                .map(column -> List.of(lacking).contains(column) ? "was_" + column : column)
                .toList();
        List<String> lines = new ArrayList<>(List.of(String.join(",", header)));
        lines.addAll(rows);
        return Files.write(folder.resolve("curls.csv"), lines);
    }
}
