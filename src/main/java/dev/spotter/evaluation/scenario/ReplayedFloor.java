package dev.spotter.evaluation.scenario;

import dev.spotter.capture.Recording;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Observation;
import dev.spotter.observation.TimeBase;
import dev.spotter.pipeline.ObservationListener;
import dev.spotter.safety.Incident;
import dev.spotter.safety.IncidentStore;
import dev.spotter.safety.SafetyMonitor;
import dev.spotter.safety.SafetyRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A device's rules over what its pipelines find in recordings; each recording is a time of its own for them. */
final class ReplayedFloor implements ObservationListener {
    /** Nothing is kept, and no siren hangs on it. */
    private static final IncidentStore NOWHERE = new IncidentStore() {
        @Override
        public void store(Incident incident) {}

        @Override
        public Optional<Incident> find(String id) {
            return Optional.empty();
        }

        @Override
        public List<Incident> newest(int limit) {
            return List.of();
        }
    };

    private final List<SafetyRule> rules;
    private final List<ScenarioResult.Replayed> replayed = new ArrayList<>();

    // valid for a recording
    private String recording;
    private Optional<String> label = Optional.empty();
    private SafetyMonitor safety;
    private boolean begun;
    private TimeBase timeBase;
    private long firstNanos;
    private long lastNanos;
    private List<ScenarioResult.Raised> raised;
    private Map<String, Map<String, Integer>> said;

    ReplayedFloor(List<SafetyRule> rules) {
        this.rules = rules;
    }

    /** A recording begins. */
    void begin(String name, Optional<String> labelled) {
        end();
        recording = name;
        label = labelled.filter(word -> !word.equals(Recording.UNLABELLED));
        begun = false;
        raised = new ArrayList<>();
        said = new TreeMap<>();
        safety = new SafetyMonitor(
                rules, _ -> timeBase, Clock.systemUTC(), (_, _) -> List.of(), this::incident, NOWHERE);
    }

    /** It has a sample or frame at this time; told before the pipelines are. */
    void at(long timeNanos) {
        if (!begun) {
            begun = true;
            firstNanos = timeNanos;
            timeBase = new TimeBase(timeNanos, Instant.EPOCH);
        }
        lastNanos = timeNanos;
    }

    private void incident(Incident incident) {
        if (incident.state() == Incident.State.raised) {
            double seconds =
                    Duration.between(Instant.EPOCH, incident.detectedTime()).toNanos() / 1e9;
            raised.add(new ScenarioResult.Raised(incident.rule(), incident.place(), seconds));
        }
    }

    @Override
    public void observed(Observation observation) {
        safety.observed(observation);
        if (label.isPresent()
                && observation.finding() instanceof Classification verdict
                && verdict.labels().contains(label.get())) {
            said.computeIfAbsent(observation.station() + "." + observation.stage(), _ -> new LinkedHashMap<>())
                    .merge(verdict.topLabel(), 1, Integer::sum);
        }
    }

    @Override
    public void advanced(String station, long timeNanos) {
        safety.advanced(station, timeNanos);
    }

    @Override
    public void gap(String station, long fromNanos, long toNanos) {
        safety.unwatched(station);
    }

    /** The recording under way is over. */
    void end() {
        if (recording != null && begun) {
            Map<String, String> most = new TreeMap<>();
            said.forEach((stage, counts) -> most.put(stage, mostOf(counts)));
            replayed.add(new ScenarioResult.Replayed(recording, label, (lastNanos - firstNanos) / 1e9, raised, most));
        }
        recording = null;
    }

    /** The first of those that were said most often. */
    private static String mostOf(Map<String, Integer> counts) {
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        return counts.entrySet().stream()
                .filter(count -> count.getValue() == most)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /** What has been replayed by now. */
    List<ScenarioResult.Replayed> replayed() {
        return replayed;
    }
}
