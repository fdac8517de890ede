package dev.spotter.evaluation;

import dev.spotter.capture.JudgedPart;
import dev.spotter.capture.Recording;
import java.util.Optional;

/**
 * What form somebody lifts in, where a window lies wholly in what is judged of a recording: from {@value #WINDOW_SECONDS} s
 * behind the reference on. As {@link FormScorer} measures.
 */
final class FormTruth implements InstantTruth {
    /** What a verdict looks back over. */
    static final double WINDOW_SECONDS = 2.4;

    /** Time from a recording's first sample to the first instant that is judged. */
    static long firstNanos(Recording recording) {
        return JudgedPart.of(recording).fromNanos() - recording.firstNanos() + Math.round(WINDOW_SECONDS * 1e9);
    }

    @Override
    public Optional<String> at(Recording recording, long sinceFirstNanos) {
        return sinceFirstNanos < firstNanos(recording)
                        || recording.doubt().isPresent()
                        || recording.label().equals(Recording.UNLABELLED)
                ? Optional.empty()
                : Optional.of(recording.label());
    }
}
