package dev.spotter.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers from a CSV text: a header of names where the first line has any that is no number, then rows of as many numbers
 * as the first.
 *
 * @param header the names, or empty
 * @param rows at least one
 */
record Table(List<String> header, List<float[]> rows) implements SampleWindow {
    private static final int MOST_NUMBERS = 20_000_000;

    /** @throws ModelException {@code csv-broken}, with the line */
    static Table parse(String name, byte[] csv) {
        List<String> header = List.of();
        List<float[]> rows = new ArrayList<>();
        String[] lines = new String(csv, StandardCharsets.UTF_8).split("\r?\n");
        for (int line = 0; line < lines.length; line++) {
            if (lines[line].isBlank()) {
                continue;
            }
            String[] cells = lines[line].split(",", -1);
            if (rows.isEmpty() && header.isEmpty() && !areNumbers(cells)) {
                header = Arrays.stream(cells).map(String::strip).toList();
                continue;
            }
            int expected = rows.isEmpty() ? header.isEmpty() ? cells.length : header.size() : rows.getFirst().length;
            if (cells.length != expected || !areNumbers(cells) || (long) expected * rows.size() > MOST_NUMBERS) {
                throw new ModelException(
                        "csv-broken",
                        "%s:%d: '%s' is not a row of %d numbers"
                                .formatted(
                                        name,
                                        line + 1,
                                        lines[line].substring(0, Math.min(80, lines[line].length())),
                                        expected));
            }
            float[] row = new float[cells.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = Float.parseFloat(cells[i]);
            }
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw new ModelException("csv-broken", name + " has no row of numbers");
        }
        return new Table(header, rows);
    }

    private static boolean areNumbers(String[] cells) {
        try {
            for (String cell : cells) {
                Float.parseFloat(cell);
            }
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** All numbers in reading order. */
    float[] flat() {
        int columns = channels();
        float[] flat = new float[rows.size() * columns];
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.get(row), 0, flat, row * columns, columns);
        }
        return flat;
    }

    @Override
    public int channels() {
        return rows.getFirst().length;
    }

    @Override
    public int available() {
        return rows.size();
    }

    @Override
    public float value(int channel, int samplesAgo) {
        return rows.get(rows.size() - 1 - samplesAgo)[channel];
    }
}
