package dev.spotter.safety;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/**
 * Something that somebody must look at, at one moment of its life.
 *
 * @param id a ULID, the same through the incident's life
 * @param rule the rule that raised it
 * @param severity {@code info}, {@code warning} or {@code critical}
 * @param state where in its life it is
 * @param place the station where it happens
 * @param detail what is the matter, for a person
 * @param eventTime since when the condition held
 * @param detectedTime when the observation came that completed the rule
 * @param alarmTime when the outputs had been switched
 * @param clearedTime when it was cleared, or {@code null}
 * @param acknowledged whether somebody has taken it
 * @param replayed whether it is being told again, long after it happened
 * @param evidence what it rests on
 */
@RegisterForReflection
public record Incident(
        String id,
        String rule,
        String severity,
        State state,
        String place,
        String detail,
        Instant eventTime,
        Instant detectedTime,
        Instant alarmTime,
        Instant clearedTime,
        boolean acknowledged,
        boolean replayed,
        List<Evidence> evidence) {
    /** The life of an incident; the names are those of the wire. */
    public enum State {
        raised,
        updated,
        cleared
    }

    /**
     * What an incident rests on.
     *
     * @param source the camera or sensor
     * @param model the model or ensemble, or {@code null}
     * @param version its version, or {@code null}
     * @param score its score, 0 to 1 but of an anomaly, or {@code null}
     */
    @RegisterForReflection
    public record Evidence(String source, String model, String version, Double score) {}

    public Incident {
        evidence = List.copyOf(evidence);
    }

    Incident alarmedAt(Instant time) {
        return with(state, time, clearedTime, acknowledged);
    }

    Incident clearedAt(Instant time) {
        return with(State.cleared, alarmTime, time, acknowledged);
    }

    Incident acknowledge() {
        return with(state == State.cleared ? state : State.updated, alarmTime, clearedTime, true);
    }

    /** Whether the outputs that wait for an acknowledgement, or for the end, still have a reason. */
    public boolean open() {
        return state != State.cleared;
    }

    private Incident with(State newState, Instant alarm, Instant cleared, boolean taken) {
        return new Incident(
                id,
                rule,
                severity,
                newState,
                place,
                detail,
                eventTime,
                detectedTime,
                alarm,
                cleared,
                taken,
                replayed,
                evidence);
    }
}
