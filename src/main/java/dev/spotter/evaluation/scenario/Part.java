package dev.spotter.evaluation.scenario;

import java.util.Locale;
import java.util.Optional;

/**
 * A part of a recording.
 *
 * @param recording its name, which is that of its file without an ending; empty for each recording of the scenario
 * @param fromSeconds where it begins, from the recording's first sample or frame on
 * @param toSeconds where it ends, included
 */
public record Part(Optional<String> recording, double fromSeconds, double toSeconds) {
    private static final double MOST_SECONDS = 86_400;

    public Part {
        if (!(fromSeconds >= 0 && fromSeconds < toSeconds && toSeconds <= MOST_SECONDS)) {
            throw new IllegalArgumentException(
                    "a part goes from %s to %s s, but has to begin at 0 or later and end after that, within %.0f s"
                            .formatted(fromSeconds, toSeconds, MOST_SECONDS));
        }
    }

    /** Whether a recording has such a part. */
    boolean in(ScenarioResult.Replayed replayed) {
        return recording.map(replayed.name()::equals).orElse(true) && fromSeconds <= replayed.seconds();
    }

    /** Whether a time of such a recording lies in it. */
    boolean holds(double seconds) {
        return seconds >= fromSeconds && seconds <= toSeconds;
    }

    /** Such as {@code 12.0 to 20.0 s}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f to %.1f s", fromSeconds, toSeconds)
                + recording.map(name -> " of " + name).orElse("");
    }
}
