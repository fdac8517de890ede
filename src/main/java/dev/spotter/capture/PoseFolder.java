package dev.spotter.capture;

import dev.spotter.observation.BodyPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the key points of Exercise-Correction (NgoQuocBao1010): {@code <exercise>….csv}, a row a frame, its label and for
 * each of MediaPipe's landmarks {@code <landmark>_x}, {@code _y}, {@code _z} and {@code _v}. The exercise is the file's
 * prefix ({@code bicep} is {@value #CURL}); of lunges only the files of errors count, as the others' labels are stages.
 *
 * <p>Frames have no times: they are taken to follow each other at the agent's clock. A recording is a run of frames with one
 * label, its subject the file, as nobody says who is in it.
 */
final class PoseFolder {
    /** The attribute of a recording that names its exercise. */
    static final String EXERCISE = "exercise";

    private static final String CURL = "curl";
    private static final Map<String, String> EXERCISES =
            Map.of("squat", "squat", "plank", "plank", "lunge.err", "lunge", "bicep", CURL, CURL, CURL);
    private static final String LABEL = "label";
    private static final Map<String, String> AXES = Map.of("x", "x", "y", "y", "z", "z", "v", "visibility");
    private static final double FARTHEST = 1_000;

    private final Path folder;
    private final Problems problems;

    PoseFolder(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    static boolean claims(Path folder) {
        return files(folder).stream().anyMatch(file -> exercise(file).isPresent());
    }

    /** Frames with one label. */
    record Run(String name, String file, String exercise, String label, List<String> channels, float[] values)
            implements Recordings.Found {
        @Override
        public Map<String, String> attributes() {
            return Map.of(EXERCISE, exercise);
        }

        @Override
        public Recording read() {
            long[] times = new long[values.length / channels.size()];
            for (int i = 0; i < times.length; i++) {
                times[i] = i * Resampler.STEP_NANOS;
            }
            return new Recording(
                    name,
                    file,
                    label,
                    attributes(),
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.empty(),
                    channels,
                    List.of(new Series(0, channels.size(), times, values)));
        }
    }

    List<Run> find() {
        List<Run> found = new ArrayList<>();
        for (Path file : files(folder)) {
            exercise(file).ifPresent(exercise -> {
                try {
                    found.addAll(runs(file, exercise));
                } catch (CaptureException bad) {
                    problems.add(bad);
                }
            });
        }
        return found;
    }

    private static Optional<String> exercise(Path file) {
        String name = file.getFileName().toString();
        return EXERCISES.entrySet().stream()
                .filter(prefix -> name.startsWith(prefix.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> path.getFileName().toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private List<Run> runs(Path file, String exercise) {
        String name = file.getFileName().toString().replaceFirst("\\.csv$", "");
        List<Run> runs = new ArrayList<>();
        try (CsvRows rows = new CsvRows(file)) {
            List<String> read = rows.next();
            List<String> header = read == null ? List.of() : List.copyOf(read); // the rows' list is read into again
            List<String> channels = channels(header);
            if (channels.isEmpty() || !header.getFirst().equals(LABEL)) {
                problems.add(rows.bad(
                        "recording-header-unknown",
                        "it has no key points, or no column 'label' first; it is left out"));
                return List.of();
            }
            String label = null;
            List<float[]> frames = new ArrayList<>();
            int first = 1;
            int row = 0;
            while (rows.next() != null) {
                row++;
                float[] frame;
                try {
                    frame = frame(rows, header, channels.size());
                } catch (CaptureException bad) {
                    problems.add(bad);
                    continue;
                }
                if (!rows.text(0).equals(label)) {
                    add(runs, name, exercise, label, channels, frames, first);
                    label = rows.text(0);
                    first = row;
                    frames.clear();
                }
                frames.add(frame);
            }
            add(runs, name, exercise, label, channels, frames, first);
        }
        return runs;
    }

    private static void add(
            List<Run> runs,
            String file,
            String exercise,
            String label,
            List<String> channels,
            List<float[]> frames,
            int first) {
        if (frames.isEmpty()) {
            return;
        }
        float[] values = new float[frames.size() * channels.size()];
        for (int frame = 0; frame < frames.size(); frame++) {
            System.arraycopy(frames.get(frame), 0, values, frame * channels.size(), channels.size());
        }
        runs.add(new Run(
                "%s row %d".formatted(file, first),
                file,
                exercise,
                label.isEmpty() ? Recording.UNLABELLED : label,
                channels,
                values));
    }

    /** The channel of each column that is one. */
    private static List<String> channels(List<String> header) {
        return header.stream().flatMap(column -> channel(column).stream()).toList();
    }

    private static Optional<String> channel(String column) {
        int end = column.lastIndexOf('_');
        if (end < 0) {
            return Optional.empty();
        }
        String axis = AXES.get(column.substring(end + 1));
        return axis == null
                ? Optional.empty()
                : BodyPoint.find(column.substring(0, end).replace('_', '-')).map(point -> point.word() + "." + axis);
    }

    private static float[] frame(CsvRows rows, List<String> header, int channels) {
        if (rows.fields() != header.size()) {
            throw rows.bad(
                    "recording-row-bad",
                    "a row has to have %d fields and has %d".formatted(header.size(), rows.fields()));
        }
        float[] frame = new float[channels];
        int channel = 0;
        for (int column = 0; column < header.size(); column++) {
            if (channel(header.get(column)).isPresent()) {
                double value = rows.number(column, header.get(column));
                if (!(Math.abs(value) <= FARTHEST)) {
                    throw rows.bad(
                            "recording-value-out-of-range",
                            "%s is %s, far outside of the picture".formatted(header.get(column), value));
                }
                frame[channel++] = (float) value;
            }
        }
        return frame;
    }
}
