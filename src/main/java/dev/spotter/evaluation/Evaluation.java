package dev.spotter.evaluation;

import dev.spotter.capture.ImuSource;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.Pipeline;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.PipelineStatistics;
import dev.spotter.pipeline.StageConfiguration;
import dev.spotter.pipeline.StageGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Measures a pipeline on recordings: the pipeline of a device's profile, with its stages and models, on another source. */
public final class Evaluation {
    /** How far before it a verdict may look. */
    static final Duration LONGEST_CONTEXT = Duration.ofSeconds(5);

    private final PipelineConfiguration configuration;
    private final ModelLibrary library;
    private final StageGraph.Node counting;
    private final StageGraph.Node recognising;
    private final StageConfiguration.Window window;

    /**
     * @param pipeline as it is shipped; it counts repetitions ({@code reps}) of an exercise that another of its stages
     *     recognises
     * @param library the models and ensembles
     * @throws EvaluationException {@code pipeline-not-counting} if it does not
     */
    public Evaluation(PipelineConfiguration pipeline, ModelLibrary library) {
        this.configuration = pipeline;
        this.library = library;
        List<StageGraph.Node> order = StageGraph.of(pipeline).order();
        counting = order.stream()
                .filter(node -> node.configuration() instanceof StageConfiguration.Reps)
                .findFirst()
                .orElseThrow(() -> new EvaluationException(
                        "pipeline-not-counting",
                        "pipeline '%s' has no stage that counts repetitions".formatted(pipeline.name())));
        recognising = node(order, counting.inputs().getFirst());
        window = (StageConfiguration.Window) node(order, counting.window()).configuration();
    }

    /**
     * Runs the recordings through the pipeline and scores what it finds.
     *
     * @param source the recordings, not at a pace
     * @throws EvaluationException if these recordings or this pipeline cannot be measured
     * @throws InterruptedException if the thread was interrupted
     */
    public EvaluationReport run(EvaluationTask task, ImuSource source) throws InterruptedException {
        if (source.paced()) {
            throw new EvaluationException(
                    "source-paced",
                    "source '%s' goes at a pace, but an evaluation takes recordings as fast as they go"
                            .formatted(source.name()));
        }
        RecordingScorer scorer =
                switch (task) {
                    case IMU_EXERCISE ->
                        new ExerciseScorer(recognising.id(), window.step().toNanos());
                    case IMU_REPS -> new RepetitionScorer(counting.id());
                };
        try (Pipeline pipeline = Pipeline.open(configuration, library, scorer, Pipeline.Delivery.LOSSLESS)) {
            if (task == EvaluationTask.IMU_EXERCISE) {
                requireShortContext(pipeline);
            }
            source.run(new ScoredPipeline(pipeline, scorer));
            return scorer.report(notes(source, pipeline));
        }
    }

    private void requireShortContext(Pipeline pipeline) {
        Set<String> stages = new HashSet<>(recognising.inputs());
        stages.add(recognising.id());
        Duration context = pipeline.statistics().models().stream()
                .filter(model -> stages.contains(model.stage()))
                .map(PipelineStatistics.Model::window)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        if (recognising.configuration() instanceof StageConfiguration.Ensemble ensemble) {
            context = context.plus(library.ensemble(ensemble.name()).smoothing());
        }
        if (context.compareTo(LONGEST_CONTEXT) > 0) {
            throw new EvaluationException(
                    "looks-back-too-far",
                    "stage '%s' looks back %s s with its smoothing, but a verdict is measured on %d s at most"
                            .formatted(recognising.id(), context.toMillis() / 1000.0, LONGEST_CONTEXT.toSeconds()));
        }
    }

    /** What went wrong on the way, so that no figure hides it. */
    private static List<String> notes(ImuSource source, Pipeline pipeline) {
        List<String> notes = new ArrayList<>();
        source.problems().forEach((code, sentence) -> notes.add("source: " + sentence + " (" + code + ")"));
        pipeline.problems().forEach((code, sentence) -> notes.add("pipeline: " + sentence + " (" + code + ")"));
        for (PipelineStatistics.Model model : pipeline.statistics().models()) {
            if (model.failures() > 0) {
                notes.add("model '%s' failed %d times".formatted(model.model(), model.failures()));
            }
        }
        return notes;
    }

    private static StageGraph.Node node(List<StageGraph.Node> order, String id) {
        return order.stream().filter(node -> node.id().equals(id)).findFirst().orElseThrow();
    }
}
