package dev.spotter.summary;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a station does now.
 *
 * @param station its name; the topic carries it, not the payload
 * @param occupancy how many people are there, as far as the station sees: of a lift's sensor, whether somebody lifts
 * @param doing the exercise under way, or {@code rest}
 * @param repetitions finished repetitions of the set under way
 * @param stalled whether the lift is stuck
 * @param straining whether the lift is about to fail
 * @param form how the set's last judged repetition was done; absent where none was
 */
@RegisterForReflection
public record StationState(
        @JsonIgnore String station,
        int occupancy,
        String doing,
        int repetitions,
        boolean stalled,
        boolean straining,
        String form) {
    StationState straining(boolean now) {
        return new StationState(station, occupancy, doing, repetitions, stalled, now, form);
    }

    StationState form(String now) {
        return new StationState(station, occupancy, doing, repetitions, stalled, straining, now);
    }
}
