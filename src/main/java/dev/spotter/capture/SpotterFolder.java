package dev.spotter.capture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds and reads recordings in our own format: {@value #INDEX} says what each file is, and a file has one row a
 * sample, its time and its six values.
 */
final class SpotterFolder {
    static final String INDEX = "recordings.csv";
    static final List<String> INDEX_COLUMNS = List.of("file", "subject", "label", "start", "repetitions", "attributes");
    static final List<String> COLUMNS = List.of(
            "time_s",
            "acceleration_x_g",
            "acceleration_y_g",
            "acceleration_z_g",
            "angular_rate_x_dps",
            "angular_rate_y_dps",
            "angular_rate_z_dps");

    private static final double LATEST_SECONDS = 1e9;

    private final Path folder;
    private final Problems problems;

    SpotterFolder(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    static boolean claims(Path folder) {
        return Files.isRegularFile(folder.resolve(INDEX));
    }

    /** One row of the index. */
    record Row(
            Path file,
            String subject,
            String label,
            Instant start,
            Optional<RepetitionCount> count,
            Map<String, String> attributes)
            implements Recordings.Found {
        @Override
        public Recording read() {
            try (CsvRows rows = new CsvRows(file)) {
                List<String> header = rows.next();
                if (header == null) {
                    throw new CaptureException("recording-empty", file, "it is empty");
                }
                if (!header.equals(COLUMNS)) {
                    throw rows.bad(
                            "recording-header-unknown",
                            "the header is '%s' and has to be '%s'"
                                    .formatted(String.join(",", header), String.join(",", COLUMNS)));
                }
                SeriesBuilder series = new SeriesBuilder(rows, 0, ImuChannels.ALL.size());
                for (List<String> fields = rows.next(); fields != null; fields = rows.next()) {
                    if (fields.size() != COLUMNS.size()) {
                        throw rows.bad(
                                "recording-row-bad",
                                "a row has to have %d fields and has %d".formatted(COLUMNS.size(), fields.size()));
                    }
                    double seconds = rows.number(0, COLUMNS.getFirst());
                    if (Math.abs(seconds) > LATEST_SECONDS) {
                        throw rows.bad(
                                "recording-number-bad",
                                "time_s is %s, but counts seconds from the start of the recording".formatted(seconds));
                    }
                    series.add(Math.round(seconds * 1e9), 1);
                }
                if (series.isEmpty()) {
                    throw new CaptureException("recording-empty", file, "it has a header and no sample");
                }
                String name = file.getFileName().toString();
                return new Recording(
                        name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name,
                        subject,
                        label,
                        attributes,
                        start,
                        count,
                        Optional.empty(),
                        List.of(series.build(0)));
            }
        }
    }

    List<Row> find() {
        List<Row> found = new ArrayList<>();
        try (CsvRows rows = new CsvRows(folder.resolve(INDEX))) {
            List<String> header = rows.next();
            if (header == null || !header.equals(INDEX_COLUMNS)) {
                throw rows.bad(
                        "recordings-index-bad",
                        "the header is '%s' and has to be '%s'"
                                .formatted(
                                        header == null ? "" : String.join(",", header),
                                        String.join(",", INDEX_COLUMNS)));
            }
            for (List<String> fields = rows.next(); fields != null; fields = rows.next()) {
                try {
                    found.add(row(rows, fields));
                } catch (CaptureException bad) {
                    problems.add(bad);
                }
            }
        }
        // stable: recordings of one instant stay in the order in which they were written
        found.sort(Comparator.comparing(Row::start));
        return found;
    }

    private Row row(CsvRows rows, List<String> fields) {
        if (fields.size() != INDEX_COLUMNS.size()) {
            throw rows.bad(
                    "recordings-index-bad",
                    "a row has to have %d fields and has %d".formatted(INDEX_COLUMNS.size(), fields.size()));
        }
        String file = fields.get(0);
        if (file.isEmpty()
                || file.contains("/")
                || file.contains("\\")
                || file.contains("\0")
                || file.startsWith(".")) {
            throw rows.bad(
                    "recordings-index-bad", "file is '%s' and has to be the name of a file beside it".formatted(file));
        }
        if (fields.get(1).isEmpty() || fields.get(2).isEmpty()) {
            throw rows.bad("recordings-index-bad", "file '%s' needs a subject and a label".formatted(file));
        }
        Instant start;
        try {
            start = Instant.parse(fields.get(3));
        } catch (DateTimeException e) {
            throw rows.bad(
                    "recordings-index-bad",
                    "start is '%s' and has to be a time such as 2026-11-23T10:00:00Z".formatted(fields.get(3)));
        }
        return new Row(
                folder.resolve(file),
                fields.get(1),
                fields.get(2),
                start,
                count(rows, fields.get(4)),
                attributes(rows, fields.get(5)));
    }

    private static Optional<RepetitionCount> count(CsvRows rows, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(RepetitionCount.parse(text));
        } catch (IllegalArgumentException e) {
            throw rows.bad("recordings-index-bad", e.getMessage());
        }
    }

    private static Map<String, String> attributes(CsvRows rows, String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String pair : text.split(";")) {
            if (pair.isBlank()) {
                continue;
            }
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw rows.bad(
                        "recordings-index-bad",
                        "attributes is '%s' and has to be a list such as lifter=novice;failed=true".formatted(text));
            }
            attributes.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        Optional.ofNullable(attributes.get(Site.ATTRIBUTE)).ifPresent(Site::of);
        return attributes;
    }
}
