package dev.spotter.capture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How recordings are replayed.
 *
 * @param format their format
 * @param path the folder that they are in
 * @param speed how fast
 * @param pause time, on the recordings' own clock, that passes between one and the next; announced as a gap
 * @param site only recordings of this site, and those of which nobody knows it; empty for all
 */
public record ReplayConfiguration(RecordingFormat format, Path path, Speed speed, Duration pause, Optional<Site> site) {
    /** Long enough that nobody takes two recordings for one set. */
    public static final Duration USUAL_PAUSE = Duration.ofSeconds(10);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    public ReplayConfiguration {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(speed, "speed");
        Objects.requireNonNull(pause, "pause");
        Objects.requireNonNull(site, "site");
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
        this(format, path, speed, pause, Optional.empty());
    }

    public ReplayConfiguration(RecordingFormat format, Path path, Speed speed) {
        this(format, path, speed, USUAL_PAUSE);
    }
}
