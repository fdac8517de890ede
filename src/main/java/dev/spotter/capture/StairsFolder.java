package dev.spotter.capture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Finds the stairs of ASSIST-IoT's multimodal fall detection set: {@code stairs-<participant>.csv.gz}, rows of a tag at the
 * waist and of watches at both wrists, specific force alone. A recording is what one sensor saw of one activity.
 *
 * <p>The watches give eighths of a g, whatever the set's description says: at rest they show 0.125.
 */
final class StairsFolder {
    private static final List<String> COLUMNS =
            List.of("SET", "PARTICIPANT", "TIMESTAMP", "SOURCE", "X", "Y", "Z", "TYPE", "ACTIVITY", "IS_FALL");
    private static final String WAIST = "TAG";
    private static final double WATCH_G = 8;
    private static final double LARGEST_G = 200;
    private static final int MOST_ROWS = 5_000_000;

    private final Path folder;
    private final Problems problems;

    StairsFolder(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    static boolean claims(Path folder) {
        return !files(folder).isEmpty();
    }

    /** What one sensor saw of one activity. */
    record Part(String participant, String sensor, String activity, long[] timesNanos, float[] values)
            implements Recordings.Found {
        @Override
        public List<String> channels() {
            return ImuChannels.ACCELERATION;
        }

        @Override
        public Map<String, String> attributes() {
            Site site = sensor.equals(WAIST) ? Site.WAIST : Site.WRIST;
            return Map.of(Site.ATTRIBUTE, site.toString(), "activity", "stairs");
        }

        @Override
        public Recording read() {
            return new Recording(
                    "%s %s activity %s".formatted(participant, sensor, activity),
                    participant,
                    Recording.OTHER,
                    attributes(),
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.empty(),
                    ImuChannels.ACCELERATION,
                    List.of(new Series(0, ImuChannels.ACCELERATION.size(), timesNanos, values)));
        }
    }

    List<Part> find() {
        List<Part> found = new ArrayList<>();
        for (Path file : files(folder)) {
            try {
                found.addAll(parts(file));
            } catch (CaptureException bad) {
                problems.add(bad);
            }
        }
        return found;
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> path.getFileName().toString().matches("stairs-.+\\.csv\\.gz"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<Part> parts(Path file) {
        // by time, since a sensor hands over some samples twice or late
        Map<String, TreeMap<Long, float[]>> sensors = new LinkedHashMap<>();
        String participant = file.getFileName().toString().replaceFirst("stairs-(.+)\\.csv\\.gz", "$1");
        int line = 1;
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            String header = reader.readLine();
            if (header == null || !List.of(header.split("\\|")).equals(COLUMNS)) {
                throw new CaptureException(
                        "recording-header-unknown",
                        file,
                        "the header is '%s' and has to be '%s'".formatted(header, String.join("|", COLUMNS)));
            }
            for (String row = reader.readLine(); row != null && line < MOST_ROWS; row = reader.readLine()) {
                line++;
                String[] fields = row.split("\\|");
                if (fields.length != COLUMNS.size()) {
                    throw bad(
                            file,
                            line,
                            "a row has to have %d fields and has %d".formatted(COLUMNS.size(), fields.length));
                }
                sensors.computeIfAbsent(fields[3] + "|" + fields[8], _ -> new TreeMap<>())
                        .putIfAbsent(nanos(fields[2]), force(file, line, fields));
            }
        } catch (IOException | DateTimeException | NumberFormatException e) {
            throw bad(file, line, e.getMessage());
        }
        List<Part> parts = new ArrayList<>();
        new TreeMap<>(sensors).forEach((key, samples) -> {
            String[] names = key.split("\\|");
            parts.add(part(participant, names[0], names[1], samples));
        });
        return parts;
    }

    private static Part part(String participant, String sensor, String activity, TreeMap<Long, float[]> samples) {
        long[] times = new long[samples.size()];
        float[] values = new float[samples.size() * 3];
        int i = 0;
        for (Map.Entry<Long, float[]> sample : samples.entrySet()) {
            times[i] = sample.getKey() - samples.firstKey();
            System.arraycopy(sample.getValue(), 0, values, i * 3, 3);
            i++;
        }
        return new Part(participant, sensor, activity, times, values);
    }

    private static float[] force(Path file, int line, String[] fields) {
        double unit = fields[3].equals(WAIST) ? 1 : WATCH_G;
        float[] force = new float[3];
        for (int axis = 0; axis < 3; axis++) {
            double value = Double.parseDouble(fields[4 + axis]) * unit;
            if (!(Math.abs(value) <= LARGEST_G)) {
                throw bad(file, line, "specific force is %s g, and at most %s is real".formatted(value, LARGEST_G));
            }
            force[axis] = (float) value;
        }
        return force;
    }

    private static long nanos(String timestamp) {
        String iso = timestamp.replace(' ', 'T');
        Instant instant = iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }

    private static CaptureException bad(Path file, int line, String why) {
        return new CaptureException("recording-row-bad", file, "line %d: %s".formatted(line, why));
    }
}
