package dev.spotter.evaluation;

import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import dev.spotter.pipeline.StageGraph;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The stage of a pipeline whose findings are scored.
 *
 * @param station the pipeline's name
 * @param id the stage's identifier
 * @param step time from one of its findings to the next
 * @param ensemble name of the ensemble that it runs, empty where it runs none
 * @param repetitions identifier of the stage that judges repetitions by its verdicts, empty where there is none
 * @param looking identifiers of the stages whose models look back over the samples: its own and those that it takes from
 */
public record MeasuredStage(
        String station,
        String id,
        Duration step,
        Optional<String> ensemble,
        Optional<String> repetitions,
        Set<String> looking) {
    public MeasuredStage {
        Objects.requireNonNull(station, "station");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(ensemble, "ensemble");
        Objects.requireNonNull(repetitions, "repetitions");
        looking = Set.copyOf(looking);
    }

    /** Finds the stage of a pipeline that a task scores. */
    @FunctionalInterface
    interface Choice {
        /** The stage, empty where the pipeline has none that could be scored. */
        Optional<MeasuredStage> in(PipelineConfiguration pipeline);
    }

    /** The first stage that counts repetitions. */
    static Optional<MeasuredStage> counting(PipelineConfiguration pipeline) {
        List<StageGraph.Node> order = StageGraph.of(pipeline).order();
        return first(order, StageConfiguration.Reps.class).map(node -> of(pipeline, order, node));
    }

    /** The stage that recognises the exercise whose repetitions the first counting stage counts. */
    static Optional<MeasuredStage> recognising(PipelineConfiguration pipeline) {
        List<StageGraph.Node> order = StageGraph.of(pipeline).order();
        return first(order, StageConfiguration.Reps.class)
                .map(node -> of(pipeline, order, node(order, node.inputs().getFirst())));
    }

    /** The first ensemble. */
    static Optional<MeasuredStage> ensemble(PipelineConfiguration pipeline) {
        List<StageGraph.Node> order = StageGraph.of(pipeline).order();
        return first(order, StageConfiguration.Ensemble.class).map(node -> of(pipeline, order, node));
    }

    /** The ensemble by whose verdicts the first stage of its kind tells how repetitions were done. */
    static Optional<MeasuredStage> form(PipelineConfiguration pipeline) {
        List<StageGraph.Node> order = StageGraph.of(pipeline).order();
        return first(order, StageConfiguration.Form.class)
                .map(node -> node(order, node.inputs().getFirst()))
                .filter(node -> node.configuration() instanceof StageConfiguration.Ensemble)
                .map(node -> of(pipeline, order, node));
    }

    private static MeasuredStage of(
            PipelineConfiguration pipeline, List<StageGraph.Node> order, StageGraph.Node measured) {
        StageConfiguration.Window window =
                (StageConfiguration.Window) node(order, measured.window()).configuration();
        Optional<String> ensemble = measured.configuration() instanceof StageConfiguration.Ensemble named
                ? Optional.of(named.name())
                : Optional.empty();
        Set<String> looking = new HashSet<>(measured.inputs());
        looking.add(measured.id());
        Optional<String> repetitions = first(
                        order,
                        node -> node.configuration() instanceof StageConfiguration.Form
                                && node.inputs().contains(measured.id()))
                .map(StageGraph.Node::id);
        return new MeasuredStage(pipeline.name(), measured.id(), window.step(), ensemble, repetitions, looking);
    }

    private static Optional<StageGraph.Node> first(
            List<StageGraph.Node> order, Class<? extends StageConfiguration> kind) {
        return first(order, node -> kind.isInstance(node.configuration()));
    }

    private static Optional<StageGraph.Node> first(List<StageGraph.Node> order, Predicate<StageGraph.Node> wanted) {
        return order.stream().filter(wanted).findFirst();
    }

    private static StageGraph.Node node(List<StageGraph.Node> order, String id) {
        return order.stream().filter(node -> node.id().equals(id)).findFirst().orElseThrow();
    }
}
