package dev.spotter.evaluation;

import dev.spotter.capture.Recording;
import java.util.Optional;

/** What is true at an instant of a recording, as far as anybody knows: what {@code ensemble fit} learns from. */
@FunctionalInterface
public interface InstantTruth {
    /**
     * The label that a verdict at this instant should have.
     *
     * @param recording the recording
     * @param sinceFirstNanos time from its first sample to the verdict
     * @return empty where nobody can say, or where the task does not measure; the verdict then still smooths the next ones
     */
    Optional<String> at(Recording recording, long sinceFirstNanos);

    /**
     * A recording is one thing from end to end: its label, from one second on, unless it is doubted or nobody has given
     * one. As {@link ExerciseScorer} measures.
     */
    static Optional<String> ofLabel(Recording recording, long sinceFirstNanos) {
        return sinceFirstNanos < ExerciseScorer.FIRST_NANOS
                        || recording.doubt().isPresent()
                        || recording.label().equals(Recording.UNLABELLED)
                ? Optional.empty()
                : Optional.of(recording.label());
    }
}
