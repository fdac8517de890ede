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

    static final long WINDOW_NANOS = 2_400_000_000L;

    @Override
    public Optional<String> at(Recording recording, long sinceFirstNanos) {
        long judged = JudgedPart.of(recording).fromNanos() - recording.firstNanos();
        return sinceFirstNanos < judged + WINDOW_NANOS
                        || recording.doubt().isPresent()
                        || recording.label().equals(Recording.UNLABELLED)
                ? Optional.empty()
                : Optional.of(recording.label());
    }
}
