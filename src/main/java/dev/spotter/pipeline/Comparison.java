package dev.spotter.pipeline;

import dev.spotter.observation.AnomalyScore;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Poses;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the models of a stage and those that ran before said of the same input. Ensembles say it unsmoothed here: the old ones
 * do not see what lies between.
 *
 * @param station the pipeline
 * @param stage the stage
 * @param timeNanos monotonic time of the input
 * @param running what the models said that run; empty where the stage failed
 * @param earlier what the others said
 * @param runningNanos how long the stage took that runs
 * @param earlierNanos how long the other took
 */
public record Comparison(
        String station,
        String stage,
        long timeNanos,
        Optional<Finding> running,
        Finding earlier,
        long runningNanos,
        long earlierNanos) {
    public Comparison {
        Objects.requireNonNull(station, "station");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(running, "running");
        Objects.requireNonNull(earlier, "earlier");
    }

    /**
     * How far apart both are, 0 to 1: verdicts over the same labels by their total variation distance (half the sum of the
     * differences), bodies and things by how many more one of them saw, anomalies by the difference of their scores. Empty
     * where they cannot be compared.
     */
    public OptionalDouble distance() {
        if (running.isEmpty()) {
            return OptionalDouble.empty();
        }
        return switch (running.get()) {
            case Classification now
            when earlier instanceof Classification before && sameLabels(now.labels(), before.labels()) ->
                OptionalDouble.of(totalVariation(now, before));
            case Poses now
            when earlier instanceof Poses before ->
                OptionalDouble.of(more(now.poses().size(), before.poses().size()));
            case Detections now
            when earlier instanceof Detections before ->
                OptionalDouble.of(
                        more(now.detections().size(), before.detections().size()));
            case AnomalyScore now
            when earlier instanceof AnomalyScore before ->
                OptionalDouble.of(Math.min(1, Math.abs(now.score() - before.score())));
            default -> OptionalDouble.empty();
        };
    }

    /** Whether they say something else: another label, or more bodies or things; an anomaly never does. */
    public boolean differ() {
        if (running.isPresent()
                && running.get() instanceof Classification now
                && earlier instanceof Classification before) {
            return !now.topLabel().equals(before.topLabel());
        }
        return !(earlier instanceof AnomalyScore) && distance().orElse(0) > 0;
    }

    /** In whatever order. */
    private static boolean sameLabels(List<String> one, List<String> other) {
        return one.equals(other) || one.size() == other.size() && new HashSet<>(one).equals(new HashSet<>(other));
    }

    private static double totalVariation(Classification one, Classification other) {
        boolean sameOrder = one.labels().equals(other.labels());
        double sum = 0;
        for (int label = 0; label < one.probabilities().length; label++) {
            int place = sameOrder ? label : other.labels().indexOf(one.labels().get(label));
            sum += Math.abs(one.probabilities()[label] - other.probabilities()[place]);
        }
        return Math.min(1, sum / 2);
    }

    private static double more(int one, int other) {
        return one == other ? 0 : (double) Math.abs(one - other) / Math.max(one, other);
    }
}
