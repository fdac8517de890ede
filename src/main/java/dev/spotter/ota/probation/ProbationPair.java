package dev.spotter.ota.probation;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How new and old models did on the same input. What the old ones failed on too is no pair.
 *
 * @param station the pipeline
 * @param stage the stage
 * @param failed whether the new ones failed; the rest says nothing then
 * @param distance between what they say, 0 (the same) to 1; empty where that cannot be compared, such as other labels
 * @param otherTop whether they say something else, as far as that can be compared
 * @param newMillis how long the new ones took
 * @param oldMillis how long the old ones took
 * @param alarm for whom the condition of a rule holds
 */
public record ProbationPair(
        String station,
        String stage,
        boolean failed,
        OptionalDouble distance,
        boolean otherTop,
        double newMillis,
        double oldMillis,
        Alarm alarm) {
    /** For whom the condition of a rule holds. */
    public enum Alarm {
        /** For neither, or there is no rule. */
        NONE,
        /** For both. */
        BOTH,
        /** For the old models only: the new ones miss it. */
        OLD_ONLY,
        /** For the new models only. */
        NEW_ONLY
    }

    public ProbationPair {
        Objects.requireNonNull(station, "station");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(distance, "distance");
        Objects.requireNonNull(alarm, "alarm");
        if (distance.isPresent() && !(distance.getAsDouble() >= 0 && distance.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("a distance is 0 to 1, not " + distance.getAsDouble());
        }
    }
}
