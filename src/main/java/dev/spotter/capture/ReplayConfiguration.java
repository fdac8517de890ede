package dev.spotter.capture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * How recordings are replayed.
 *
 * @param format their format
 * @param path the folder that they are in
 * @param speed how fast
 * @param pause time, on the recordings' own clock, that passes between one and the next; announced as a gap
 * @param only attributes and the values that they must have, where they are known; empty for all recordings
 */
public record ReplayConfiguration(
        RecordingFormat format, Path path, Speed speed, Duration pause, Map<String, String> only) {
    /** Long enough that nobody takes two recordings for one set. */
    public static final Duration USUAL_PAUSE = Duration.ofSeconds(10);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    public ReplayConfiguration {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(speed, "speed");
        Objects.requireNonNull(pause, "pause");
        only = Map.copyOf(only);
        if (pause.compareTo(SHORTEST_PAUSE) < 0 || pause.compareTo(LONGEST_PAUSE) > 0) {
            throw new CaptureException(
                    "pause-out-of-range",
                    null,
                    "pause is %s s and has to be from %d s to %d s"
                            .formatted(
                                    pause.toMillis() / 1000.0, SHORTEST_PAUSE.toSeconds(), LONGEST_PAUSE.toSeconds()));
        }
    }

    public ReplayConfiguration(RecordingFormat format, Path path, Speed speed, Duration pause) {
        this(format, path, speed, pause, Map.of());
    }

    public ReplayConfiguration(RecordingFormat format, Path path, Speed speed) {
        this(format, path, speed, USUAL_PAUSE);
    }
}
