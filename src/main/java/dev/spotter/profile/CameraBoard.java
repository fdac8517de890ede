package dev.spotter.profile;

import dev.spotter.capture.FrameSource;
import dev.spotter.dashboard.LiveSnapshot;
import dev.spotter.observation.AnomalyScore;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Embeddings;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Observation;
import dev.spotter.observation.Poses;
import dev.spotter.pipeline.CameraStatistics;
import dev.spotter.pipeline.Latency;
import dev.spotter.pipeline.StationPipeline;
import dev.spotter.safety.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each station with a camera sees now, for the page. */
final class CameraBoard {
    /** Of each station what its stages said last. */
    private final Map<String, Map<String, Finding>> stations = new LinkedHashMap<>();

    private final Map<String, FrameRate> rates = new LinkedHashMap<>();

    CameraBoard(List<String> names) {
        change(names);
    }

    /** Other stations are watched: those that stay show what they see. */
    synchronized void change(List<String> names) {
        stations.keySet().retainAll(names);
        names.forEach(name -> stations.computeIfAbsent(name, _ -> new LinkedHashMap<>()));
    }

    synchronized void observed(Observation observation) {
        Map<String, Finding> stages = stations.get(observation.station());
        if (stages != null) {
            stages.put(observation.stage(), observation.finding());
        }
    }

    /** Nobody watches a station. */
    synchronized void unwatched(String station) {
        stations.computeIfPresent(station, (_, said) -> new LinkedHashMap<>());
    }

    /** What each station of the cameras among these sources sees. */
    synchronized List<LiveSnapshot.Camera> list(List<SourceThread> sources) {
        List<LiveSnapshot.Camera> cameras = new ArrayList<>();
        for (SourceThread thread : sources) {
            if (thread.source() instanceof FrameSource camera) {
                double rate = rates.computeIfAbsent(camera.name(), _ -> new FrameRate())
                        .at(System.nanoTime(), camera.statistics().frames());
                Map<String, String> problems = thread.problems();
                for (StationPipeline pipeline : thread.pipelines()) {
                    if (pipeline.statistics() instanceof CameraStatistics statistics) {
                        cameras.add(camera(camera.name(), statistics, rate, problems));
                    }
                }
            }
        }
        return cameras;
    }

    private LiveSnapshot.Camera camera(
            String source, CameraStatistics statistics, double rate, Map<String, String> problems) {
        return new LiveSnapshot.Camera(
                statistics.pipeline(),
                source,
                sights(statistics.pipeline()),
                tenths(rate),
                millis(statistics.latency(), 0.5),
                millis(statistics.latency(), 0.99),
                statistics.dropped(),
                statistics.camera().still(),
                statistics.camera().restarts(),
                problems);
    }

    private static Double millis(Latency latency, double share) {
        return latency.count() == 0 ? null : tenths(latency.percentileMillis(share));
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private List<LiveSnapshot.Sight> sights(String station) {
        return stations.getOrDefault(station, Map.of()).entrySet().stream()
                .map(said -> sight(said.getKey(), said.getValue()))
                .toList();
    }

    private static LiveSnapshot.Sight sight(String stage, Finding finding) {
        return switch (finding) {
            case Classification verdict ->
                new LiveSnapshot.Sight(stage, verdict.topLabel(), verdict.topProbability(), null);
            case Detections things when things.detections().isEmpty() -> new LiveSnapshot.Sight(stage, null, null, 0);
            case Detections things -> {
                Detection surest = things.detections().getFirst();
                yield new LiveSnapshot.Sight(
                        stage,
                        surest.label(),
                        surest.score(),
                        things.detections().size());
            }
            case Poses bodies when bodies.poses().isEmpty() -> new LiveSnapshot.Sight(stage, null, null, 0);
            case Poses bodies ->
                new LiveSnapshot.Sight(
                        stage,
                        Condition.PERSON,
                        bodies.poses().getFirst().score(),
                        bodies.poses().size());
            case AnomalyScore anomaly -> new LiveSnapshot.Sight(stage, Condition.ANOMALY, anomaly.score(), null);
            case Embeddings embeddings ->
                new LiveSnapshot.Sight(
                        stage, null, null, embeddings.embeddings().size());
            default -> new LiveSnapshot.Sight(stage, null, null, null);
        };
    }
}
