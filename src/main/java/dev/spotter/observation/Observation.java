package dev.spotter.observation;

import java.util.Objects;

/**
 * What one stage of one pipeline found at one instant.
 *
 * @param station the pipeline, which is the station or camera that it watches
 * @param stage the identifier of the stage within the pipeline
 * @param timeNanos monotonic time of the newest sample that the finding rests on, in nanoseconds (see {@link TimeBase})
 * @param finding what was found
 */
public record Observation(String station, String stage, long timeNanos, Finding finding) {
    public Observation {
        Objects.requireNonNull(station, "station");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(finding, "finding");
    }
}
