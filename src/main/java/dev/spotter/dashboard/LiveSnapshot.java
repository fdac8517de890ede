package dev.spotter.dashboard;

import dev.spotter.safety.Incident;
import dev.spotter.summary.MinuteSummary;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the page shows: the whole floor at one moment.
 *
 * @param site the venue
 * @param device the device
 * @param stations what each station does now
 * @param sets the last sets, newest first
 * @param incidents the last incidents, newest first
 * @param messages the last messages given to the broker, newest first
 * @param broker the broker and how things stand with it
 * @param outputs whether each alarm output is on
 * @param problems what is wrong: a stable code, and a sentence
 * @param recording how the labelling of what is being recorded stands, {@code null} where nothing is
 */
@RegisterForReflection
public record LiveSnapshot(
        String site,
        String device,
        List<Station> stations,
        List<MinuteSummary.SetSummary> sets,
        List<Incident> incidents,
        List<Message> messages,
        Broker broker,
        Map<String, Boolean> outputs,
        Map<String, String> problems,
        LabellingState recording) {
    /**
     * A station.
     *
     * @param doing the exercise under way, or {@code rest}
     * @param probability of what the newest verdict says, 0 to 1
     * @param repetitions finished repetitions of the set under way
     * @param stalled whether the lift is stuck
     * @param straining whether the lift is about to fail
     */
    @RegisterForReflection
    public record Station(
            String name, String doing, float probability, int repetitions, boolean stalled, boolean straining) {}

    /** A message as it was given to the outbox. */
    @RegisterForReflection
    public record Message(Instant time, String topic, String payload) {}

    /** The broker's address, whether it is there, and how many messages wait for it. */
    @RegisterForReflection
    public record Broker(String url, boolean connected, long waiting) {}
}
