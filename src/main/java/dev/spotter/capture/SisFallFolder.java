package dev.spotter.capture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds SisFall's recordings (Sucerquia, López, Vargas-Bonilla 2017) at 50 Hz: {@value #INDEX} says what each is and
 * where in {@value #SAMPLES} its samples are.
 */
final class SisFallFolder {
    static final String INDEX = "index.csv";
    static final String SAMPLES = "sisfall_50hz.i16.gz";
    static final List<String> COLUMNS =
            List.of("id", "subject", "activity", "trial", "is_fall", "offset_samples", "n_samples");

    private static final double G_PER_COUNT = 1 / 256.0; // ADXL345, full resolution at ±16 g
    private static final double DEGREES_PER_SECOND_PER_COUNT = 4000 / 65536.0; // ITG3200
    private static final int MOST_SAMPLES = 10_000_000;

    private final Path folder;
    private final Problems problems;

    SisFallFolder(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    static boolean claims(Path folder) {
        return Files.isRegularFile(folder.resolve(INDEX)) && Files.isRegularFile(folder.resolve(SAMPLES));
    }

    /** One row of the index. */
    record Row(SisFallSamples samples, String id, String subject, String activity, boolean fall, int first, int count)
            implements Recordings.Found {
        @Override
        public Map<String, String> attributes() {
            return Map.of(Site.ATTRIBUTE, Site.WAIST.toString(), "activity", activity);
        }

        @Override
        public Recording read() {
            short[] counts = samples.read(id, first, count);
            float[] values = new float[counts.length];
            for (int i = 0; i < values.length; i++) {
                boolean force = i % SisFallSamples.CHANNELS < 3;
                values[i] = (float) (counts[i] * (force ? G_PER_COUNT : DEGREES_PER_SECOND_PER_COUNT));
            }
            long[] times = new long[count];
            for (int i = 0; i < count; i++) {
                times[i] = i * Resampler.STEP_NANOS;
            }
            return new Recording(
                    id,
                    subject,
                    fall ? Recording.FALL : Recording.OTHER,
                    attributes(),
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(new Series(0, SisFallSamples.CHANNELS, times, values)));
        }
    }

    List<Row> find() {
        List<Row> found = new ArrayList<>();
        SisFallSamples samples = new SisFallSamples(folder.resolve(SAMPLES));
        try (CsvRows rows = new CsvRows(folder.resolve(INDEX))) {
            List<String> header = rows.next();
            if (header == null
                    || header.size() < COLUMNS.size()
                    || !header.subList(0, COLUMNS.size()).equals(COLUMNS)) {
                throw rows.bad(
                        "recordings-index-bad",
                        "the header is '%s' and has to begin with '%s'"
                                .formatted(header == null ? "" : String.join(",", header), String.join(",", COLUMNS)));
            }
            while (rows.next() != null) {
                try {
                    found.add(row(rows, samples));
                } catch (CaptureException bad) {
                    problems.add(bad);
                }
            }
        }
        // the samples are compressed in one piece: read from front to back
        found.sort(Comparator.comparingInt(Row::first));
        return found;
    }

    private static Row row(CsvRows rows, SisFallSamples samples) {
        if (rows.fields() < COLUMNS.size()) {
            throw rows.bad(
                    "recordings-index-bad",
                    "a row has to have %d fields and has %d".formatted(COLUMNS.size(), rows.fields()));
        }
        String fall = rows.text(4);
        if (!fall.equals("0") && !fall.equals("1")) {
            throw rows.bad("recordings-index-bad", "is_fall is '%s' and has to be 0 or 1".formatted(fall));
        }
        int count = whole(rows, 6);
        if (count < 1) {
            throw rows.bad("recording-empty", "recording '%s' has no samples".formatted(rows.text(0)));
        }
        return new Row(samples, rows.text(0), rows.text(1), rows.text(2), fall.equals("1"), whole(rows, 5), count);
    }

    private static int whole(CsvRows rows, int column) {
        double value = rows.number(column, COLUMNS.get(column));
        if (value < 0 || value > MOST_SAMPLES || value != Math.rint(value)) {
            throw rows.bad(
                    "recordings-index-bad",
                    "%s is '%s', which counts no samples".formatted(COLUMNS.get(column), rows.text(column)));
        }
        return (int) value;
    }
}
