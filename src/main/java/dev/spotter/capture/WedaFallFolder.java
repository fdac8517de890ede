package dev.spotter.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds WEDA-FALL's recordings (Marques, Moreno 2023): {@code 50Hz/<activity>/U<subject>_R<trial>_accel.csv} and
 * {@code …_gyro.csv}, in m/s² and rad/s.
 *
 * <p>The watch samples evenly and hands its samples over in bursts of four or five, sometimes one burst before another:
 * the time stamps are those of the handing over. The samples' own times are the straight line through them.
 */
final class WedaFallFolder {
    private static final String SAMPLES = "50Hz";
    private static final Pattern ACTIVITY = Pattern.compile("[DF]\\d\\d");
    private static final Pattern NAME = Pattern.compile("(U\\d+)_R\\d+_(accel|gyro)\\.csv");
    private static final double STANDARD_GRAVITY = 9.80665;

    private final Path folder;
    private final Problems problems;

    WedaFallFolder(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    static boolean claims(Path folder) {
        return Files.isDirectory(folder.resolve(SAMPLES));
    }

    /** Two files of one recording. */
    record Pair(String activity, String subject, Path acceleration, Path rate) implements Recordings.Found {
        @Override
        public Map<String, String> attributes() {
            return Map.of(Site.ATTRIBUTE, Site.WRIST.toString(), "activity", activity);
        }

        @Override
        public Recording read() {
            String trial = acceleration.getFileName().toString().replace("_accel.csv", "");
            return new Recording(
                    activity + " " + trial,
                    subject,
                    activity.startsWith("F") ? Recording.FALL : Recording.OTHER,
                    attributes(),
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(
                            EvenSeries.read(acceleration, "accel", 0, 1 / STANDARD_GRAVITY),
                            EvenSeries.read(rate, "gyro", 3, Math.toDegrees(1))));
        }
    }

    List<Pair> find() {
        List<Pair> found = new ArrayList<>();
        for (Path activity : list(folder.resolve(SAMPLES))) {
            String code = activity.getFileName().toString();
            if (Files.isDirectory(activity) && ACTIVITY.matcher(code).matches()) {
                find(code, list(activity), found);
            }
        }
        return found;
    }

    private void find(String activity, List<Path> files, List<Pair> found) {
        for (Path file : files) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (!name.matches()) {
                continue;
            }
            boolean acceleration = name.group(2).equals("accel");
            Path other = file.resolveSibling(file.getFileName()
                    .toString()
                    .replace(acceleration ? "_accel" : "_gyro", acceleration ? "_gyro" : "_accel"));
            if (!files.contains(other)) {
                problems.add(new CaptureException(
                        "recording-pair-missing", file, "there is no '%s' beside it".formatted(other.getFileName())));
            } else if (acceleration) {
                found.add(new Pair(activity, name.group(1), file, other));
            }
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw new CaptureException("recordings-unreadable", folder, 0, "it cannot be listed: " + e.getMessage(), e);
        }
    }
}
