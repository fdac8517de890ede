package dev.spotter.pipeline;

import dev.spotter.observation.Classification;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Observation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps all that a pipeline finds. */
final class FindingsList implements ObservationListener {
    final List<Observation> observations = new CopyOnWriteArrayList<>();
    final List<Long> advances = new CopyOnWriteArrayList<>();
    final List<String> members = new CopyOnWriteArrayList<>();
    final List<String> gaps = new CopyOnWriteArrayList<>();

    @Override
    public void observed(Observation observation) {
        observations.add(observation);
    }

    @Override
    public void advanced(String station, long timeNanos) {
        advances.add(timeNanos);
    }

    @Override
    public void memberSaid(
            String station, String stage, String member, long timeNanos, List<String> labels, float[] probabilities) {
        members.add("%s.%s %s".formatted(stage, member, probabilities[0]));
    }

    @Override
    public void gap(String station, long fromNanos, long toNanos) {
        gaps.add("%s %d..%d".formatted(station, fromNanos / 1_000_000, toNanos / 1_000_000));
    }

    <T extends Finding> List<T> of(Class<T> kind) {
        return observations.stream()
                .map(Observation::finding)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Probabilities of squat of one stage. */
    List<Float> squats(String stage) {
        return observations.stream()
                .filter(observation -> observation.stage().equals(stage))
                .map(observation -> ((Classification) observation.finding()).probability("squat"))
                .toList();
    }

    /** Times of one stage's findings, in milliseconds. */
    List<Long> millis(String stage) {
        return observations.stream()
                .filter(observation -> observation.stage().equals(stage))
                .map(observation -> observation.timeNanos() / 1_000_000)
                .toList();
    }
}
