package dev.spotter.evaluation.scenario;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What became of a scenario with some models. */
public sealed interface ScenarioResult {
    /**
     * It was replayed.
     *
     * @param recordings what was replayed, in that order
     * @param notes what was left out or went wrong on the way, for people
     */
    record Outcome(List<Replayed> recordings, List<String> notes) implements ScenarioResult {
        public Outcome {
            recordings = List.copyOf(recordings);
            notes = List.copyOf(notes);
        }

        /** A recording, where it was replayed. */
        Optional<Replayed> recording(String name) {
            return recordings.stream().filter(one -> one.name().equals(name)).findFirst();
        }
    }

    /**
     * It could not be replayed.
     *
     * @param code a stable code
     * @param sentence why, for people
     */
    record Failed(String code, String sentence) implements ScenarioResult {}

    /**
     * A recording that was replayed.
     *
     * @param name unique in the scenario
     * @param label what people say was done in it; empty where nobody does
     * @param seconds from its first sample or frame to its last one
     * @param raised what was raised, in that order
     * @param said what most verdicts of each stage said that knows the label: {@code STATION.STAGE} to a label
     */
    record Replayed(
            String name, Optional<String> label, double seconds, List<Raised> raised, Map<String, String> said) {
        public Replayed {
            raised = List.copyOf(raised);
            said = Map.copyOf(said);
        }

        /** The first incident of a rule that was raised in a part. */
        Optional<Raised> raised(String rule, Part part) {
            return raised.stream()
                    .filter(one -> one.rule().equals(rule) && part.holds(one.seconds()))
                    .findFirst();
        }

        /** Whether it has to raise an incident and does not. */
        public boolean misses(Scenario.ExpectedIncident expected) {
            return expected.part().in(this)
                    && raised(expected.rule(), expected.part()).isEmpty();
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s (%.1f s)", name, seconds);
        }
    }

    /**
     * An incident that was raised.
     *
     * @param seconds when, from the recording's first sample or frame on
     */
    record Raised(String rule, String station, double seconds) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "'%s' at %s, %.1f s", rule, station, seconds);
        }
    }
}
