package dev.spotter.cli;

import dev.spotter.observation.Classification;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Observation;
import dev.spotter.observation.Poses;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.profile.Profile;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Tells what cameras see when it is something else than a second before. Not thread-safe. */
final class SightPrinter {
    private static final long PERIOD_NANOS = 1_000_000_000L;

    private record Told(String words, long timeNanos) {}

    /** Of each camera's station what its stages said when they were looked at last. */
    private final Map<String, Map<String, Told>> stations;

    private SightPrinter(Map<String, Map<String, Told>> stations) {
        this.stations = stations;
    }

    static SightPrinter of(Profile profile) {
        return new SightPrinter(profile.pipelines().stream()
                .filter(pipeline -> pipeline.given() == PipelineConfiguration.Given.FRAMES)
                .collect(Collectors.toUnmodifiableMap(PipelineConfiguration::name, _ -> new HashMap<>())));
    }

    /** Tells the words of an observation where it is a camera's, and news. */
    void tell(Observation observation, Consumer<String> out) {
        Map<String, Told> stages = stations.get(observation.station());
        if (stages == null) {
            return;
        }
        Told before = stages.get(observation.stage());
        if (before != null && observation.timeNanos() - before.timeNanos < PERIOD_NANOS) {
            return;
        }
        String words = observation.stage() + ": " + words(observation);
        stages.put(observation.stage(), new Told(words, observation.timeNanos()));
        if (before == null || !before.words.equals(words)) {
            out.accept(words);
        }
    }

    private static String words(Observation observation) {
        return switch (observation.finding()) {
            case Classification verdict -> verdict.topLabel();
            case Detections things when things.detections().isEmpty() -> "nothing";
            case Detections things ->
                things.detections().stream()
                        .collect(Collectors.groupingBy(Detection::label, TreeMap::new, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(kind -> kind.getValue() + " " + kind.getKey())
                        .collect(Collectors.joining(", "));
            case Poses bodies when bodies.poses().isEmpty() -> "nobody";
            case Poses bodies ->
                bodies.poses().size() == 1 ? "1 body" : bodies.poses().size() + " bodies";
            default -> "";
        };
    }
}
