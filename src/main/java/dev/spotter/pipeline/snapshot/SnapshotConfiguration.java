package dev.spotter.pipeline.snapshot;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is kept of incidents that a camera saw.
 *
 * @param keep how long a snapshot is kept
 * @param faces whether faces can be recognised
 * @param sources the cameras that snapshots are taken of; empty: all
 * @param most how many are kept at most; the oldest goes first
 */
public record SnapshotConfiguration(Duration keep, Faces faces, List<String> sources, int most) {
    /** How many are kept unless the profile says otherwise. */
    public static final int USUAL_MOST = 200;

    /** How many can be kept. */
    public static final int MOST = 10_000;

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    /** Whether faces can be recognised. */
    public enum Faces {
        /** They are made unrecognisable; where that cannot be done nothing is stored. */
        BLURRED,
        /** They stay as they are. */
        VISIBLE;

        /** By the words that a profile has for them. */
        public static Map<String, Faces> byWord() {
            return Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(
                            faces -> faces.name().toLowerCase(Locale.ROOT), Function.identity()));
        }
    }

    public SnapshotConfiguration {
        Objects.requireNonNull(faces, "faces");
        sources = List.copyOf(sources);
        if (keep.compareTo(SHORTEST) < 0 || keep.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("snapshots are kept from %d s to %d h, not %s"
                    .formatted(SHORTEST.toSeconds(), LONGEST.toHours(), keep));
        }
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("most is %d; from 1 to %d snapshots can be kept".formatted(most, MOST));
        }
    }

    /** Whether snapshots are taken of a camera. */
    public boolean of(String source) {
        return sources.isEmpty() || sources.contains(source);
    }
}
