package dev.spotter.capture;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds the biceps curls of the Weight Lifting Exercises (Velloso et al., Qualitative activity recognition of weight
 * lifting exercises, Augmented Human 2013): a CSV whose header holds {@code user_name}, {@code raw_timestamp_part_1} and
 * {@code classe}; a row is what four sensors gave at a time. A person's rows, of whatever file, are one session of a set
 * for each way of lifting; {@link WleSession} makes recordings of it.
 */
final class WleFolder {
    private static final int LONGEST_HEADER = 16 << 10;

    private final Path folder;
    private final Problems problems;

    WleFolder(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    static boolean claims(Path folder) {
        return files(folder).stream().anyMatch(WleFolder::holds);
    }

    List<WleSet> find() {
        Map<String, List<WleRow>> people = new LinkedHashMap<>();
        for (Path file : files(folder)) {
            if (holds(file)) {
                try {
                    read(file, people);
                } catch (CaptureException bad) {
                    problems.add(bad);
                }
            }
        }
        return people.entrySet().stream()
                .flatMap(person -> session(person.getKey(), person.getValue()).stream())
                .sorted(Comparator.comparing(WleSet::filed))
                .toList();
    }

    private List<WleSet> session(String person, List<WleRow> rows) {
        try {
            return new WleSession(folder, person, rows, problems).sets();
        } catch (CaptureException bad) {
            problems.add(bad);
            return List.of();
        }
    }

    private void read(Path file, Map<String, List<WleRow>> people) {
        try (CsvRows rows = new CsvRows(file)) {
            WleColumns columns = WleColumns.of(rows, List.copyOf(rows.next()));
            while (rows.next() != null) {
                try {
                    WleRow row = columns.row(rows);
                    people.computeIfAbsent(row.person(), _ -> new ArrayList<>()).add(row);
                } catch (CaptureException bad) {
                    problems.add(bad);
                }
            }
        }
    }

    private static boolean holds(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            char[] text = new char[LONGEST_HEADER];
            int length = reader.read(text);
            String line = length < 1
                    ? ""
                    : new String(text, 0, length).lines().findFirst().orElse("");
            return WleColumns.begins(CsvRows.split(line, new ArrayList<>()));
        } catch (IOException | IllegalArgumentException notOurs) {
            return false;
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> path.getFileName().toString().endsWith(".csv"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
