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
 * @param stations what each station with a sensor does now
 * @param cameras what each station with a camera sees now
 * @param sets the last sets, newest first
 * @param incidents the last incidents, newest first
 * @param messages the last messages given to the broker, newest first
 * @param broker the broker and how things stand with it
 * @param outputs whether each alarm output is on
 * @param problems what is wrong: a stable code, and a sentence
 * @param snapshots the ids of those incidents that have a snapshot
 * @param previews the cameras that have a preview
 * @param recording how the labelling of what is being recorded stands, {@code null} where nothing is
 * @param update how the device's updates stand, {@code null} where the profile has none
 */
@RegisterForReflection
public record LiveSnapshot(
        String site,
        String device,
        List<Station> stations,
        List<Camera> cameras,
        List<MinuteSummary.SetSummary> sets,
        List<Incident> incidents,
        List<Message> messages,
        Broker broker,
        Map<String, Boolean> outputs,
        Map<String, String> problems,
        List<String> snapshots,
        List<String> previews,
        LabellingState recording,
        UpdateView update) {
    /**
     * A station.
     *
     * @param doing the exercise under way, or {@code rest}
     * @param probability of what the newest verdict says, 0 to 1
     * @param repetitions finished repetitions of the set under way
     * @param stalled whether the lift is stuck
     * @param straining whether the lift is about to fail
     * @param form how the last judged repetition of the set under way was done, {@code null} where none was
     * @param reference how far the station is with the reference that its lifter is seen relative to: {@code awaited},
     *     {@code taking} or {@code taken}; {@code null} where it has none
     */
    @RegisterForReflection
    public record Station(
            String name,
            String doing,
            float probability,
            int repetitions,
            boolean stalled,
            boolean straining,
            String form,
            String reference) {
        /** A station at which nothing has been seen yet. */
        public static Station resting(String name) {
            return new Station(name, "rest", 0, 0, false, false, null, null);
        }

        /** With another newest verdict. */
        public Station probability(float now) {
            return new Station(name, doing, now, repetitions, stalled, straining, form, reference);
        }

        /** With another state of its lift. */
        public Station lifting(String now, int finished, boolean stuck) {
            return new Station(name, now, probability, finished, stuck, straining, form, reference);
        }

        /** With or without the signs that the lift is about to fail. */
        public Station straining(boolean now) {
            return new Station(name, doing, probability, repetitions, stalled, now, form, reference);
        }

        /** With another form of the last repetition. */
        public Station form(String now) {
            return new Station(name, doing, probability, repetitions, stalled, straining, now, reference);
        }

        /** With another state of its reference. */
        public Station reference(String now) {
            return new Station(name, doing, probability, repetitions, stalled, straining, form, now);
        }
    }

    /**
     * A station with a camera.
     *
     * @param name the station's
     * @param source the camera's
     * @param sights what each stage sees now
     * @param framesPerSecond frames that come from the camera, in the last seconds
     * @param p50Millis the median time from a frame until all that was found in it had been told; {@code null} before one
     * @param p99Millis what 99 of 100 frames stay within
     * @param dropped frames that nobody looked at, because a newer one came first
     * @param still frames that no model looked at, because nothing moved in them
     * @param restarts how often the camera was begun anew
     * @param problems what is wrong with the camera and what looks at it: a stable code, and a sentence
     */
    @RegisterForReflection
    public record Camera(
            String name,
            String source,
            List<Sight> sights,
            double framesPerSecond,
            Double p50Millis,
            Double p99Millis,
            long dropped,
            long still,
            long restarts,
            Map<String, String> problems) {}

    /**
     * What a stage sees now.
     *
     * @param stage the stage
     * @param label what it is surest of, {@code null} where it sees nothing or tells no labels apart
     * @param score how sure it is, or how unusual the picture; {@code null} where there is nothing
     * @param count how many things or bodies there are; {@code null} where the stage does not count
     */
    @RegisterForReflection
    public record Sight(String stage, String label, Float score, Integer count) {}

    /** A message as it was given to the outbox. */
    @RegisterForReflection
    public record Message(Instant time, String topic, String payload) {}

    /** The broker's address, whether it is there, and how many messages wait for it. */
    @RegisterForReflection
    public record Broker(String url, boolean connected, long waiting) {}
}
