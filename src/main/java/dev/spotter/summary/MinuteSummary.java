package dev.spotter.summary;

import dev.spotter.observation.Exertion;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What happened in one minute.
 *
 * @param from its start
 * @param to its end
 * @param people the most people that cameras saw at once, each station by itself, summed
 * @param zones occupancy by zone
 * @param sets the sets that ended in it
 * @param models the models that ran
 * @param lost what was dropped, so that a missing figure is not taken for a quiet minute
 */
@RegisterForReflection
public record MinuteSummary(
        Instant from,
        Instant to,
        int people,
        Map<String, Zone> zones,
        List<SetSummary> sets,
        Map<String, ModelLatency> models,
        List<Lost> lost) {
    /** Occupancy of a zone: now, and at most in the minute. */
    @RegisterForReflection
    public record Zone(int occupancy, int peak) {}

    /**
     * A set, with wall-clock times.
     *
     * @param rpe how hard it was, 6 to 10, to a tenth; absent where nobody knows
     * @param rpeUncertainty its standard uncertainty, to a tenth; absent with it
     * @param rpeAbsent why it is absent, a stable code; absent where it is not
     * @param forms how many repetitions were done in which form; absent where none was judged
     */
    @RegisterForReflection
    public record SetSummary(
            String station,
            String exercise,
            int repetitions,
            Instant start,
            Instant end,
            float confidence,
            Double rpe,
            Double rpeUncertainty,
            String rpeAbsent,
            Map<String, Integer> forms) {
        /** A set with its exertion, to a tenth. */
        public static SetSummary of(
                String station,
                String exercise,
                int repetitions,
                Instant start,
                Instant end,
                float confidence,
                Exertion exertion,
                Map<String, Integer> forms) {
            return switch (exertion) {
                case Exertion.Estimate estimate ->
                    new SetSummary(
                            station,
                            exercise,
                            repetitions,
                            start,
                            end,
                            confidence,
                            tenths(estimate.rpe()),
                            tenths(estimate.uncertainty()),
                            null,
                            forms);
                case Exertion.Absent absent ->
                    new SetSummary(
                            station, exercise, repetitions, start, end, confidence, null, null, absent.code(), forms);
            };
        }

        private static double tenths(double value) {
            return Math.round(value * 10) / 10.0;
        }
    }

    /** Latency of one inference of a model, in milliseconds. */
    @RegisterForReflection
    public record ModelLatency(String version, double p50Millis, double p99Millis) {}

    /** Windows, or frames of a camera, that a station dropped because it could not keep up. */
    @RegisterForReflection
    public record Lost(String station, long windows) {}
}
