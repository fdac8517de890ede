package dev.spotter.evaluation;

import dev.spotter.capture.ImuSource;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.Pipeline;
import dev.spotter.pipeline.PipelineStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures pipelines on recordings: those of a device's profile, with their stages and models, on another source. It
 * has one part or several; their recordings count together.
 */
public final class Evaluation {
    private final EvaluationTask task;
    private final List<EvaluationPart> parts;
    private final ModelLibrary library;
    private final List<MeasuredStage> stages;

    /**
     * @param parts at least one
     * @param library the models and ensembles
     * @throws EvaluationException {@code pipeline-not-measurable} if one has no stage that the task scores
     */
    public Evaluation(EvaluationTask task, List<EvaluationPart> parts, ModelLibrary library) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("an evaluation needs a part at least");
        }
        this.task = task;
        this.parts = List.copyOf(parts);
        this.library = library;
        stages = parts.stream().map(part -> task.stage(part.pipeline())).toList();
    }

    /**
     * Runs the recordings through their pipelines and scores what is found.
     *
     * @throws EvaluationException if these recordings or a pipeline cannot be measured
     * @throws InterruptedException if the thread was interrupted
     */
    public EvaluationReport run() throws InterruptedException {
        Variants variants = Variants.of(parts, stages, library);
        List<String> notes = new ArrayList<>(variants.notes());
        RecordingScorer scorer;
        try (VariantLibrary shared = new VariantLibrary(library)) {
            scorer = scorer(variants, shared);
            for (int i = 0; i < parts.size(); i++) {
                ImuSource source = parts.get(i).source();
                try (Pipeline pipeline = Pipeline.open(
                        variants.pipelines().get(i), source.channels(), shared, scorer, Pipeline.Delivery.LOSSLESS)) {
                    requireShortContext(stages.get(i), pipeline, shared);
                    for (List<MeasuredStage> variant : variants.stages().values()) {
                        requireShortContext(variant.get(i), pipeline, shared);
                    }
                    source.run(new ScoredPipeline(pipeline, scorer, shared::sample));
                    notes.addAll(notes(source, pipeline, variants));
                }
            }
        }
        return scorer.report(notes);
    }

    private RecordingScorer scorer(Variants variants, ModelLibrary shared) {
        Map<String, RecordingScorer> scorers = new LinkedHashMap<>();
        variants.stages().forEach((shape, variant) -> scorers.put(shape, task.scorer(variant, shared)));
        return new ScorerGroup(task.scorer(stages, shared), scorers);
    }

    private void requireShortContext(MeasuredStage stage, Pipeline pipeline, ModelLibrary shared) {
        if (task.longestContext().isEmpty()) {
            return;
        }
        Duration longest = task.longestContext().get();
        Duration context = pipeline.statistics().models().stream()
                .filter(model -> stage.looking().contains(model.stage()))
                .map(PipelineStatistics.Model::window)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        if (stage.ensemble().isPresent()) {
            context = context.plus(shared.ensemble(stage.ensemble().get()).smoothing());
        }
        if (context.compareTo(longest) > 0) {
            throw new EvaluationException(
                    "looks-back-too-far",
                    "stage '%s' looks back %s s with its smoothing, but a verdict is measured on %s s at most"
                            .formatted(stage.id(), context.toMillis() / 1000.0, longest.toMillis() / 1000.0));
        }
    }

    /** What went wrong on the way, so that no figure hides it. */
    private static List<String> notes(ImuSource source, Pipeline pipeline, Variants variants) {
        List<String> notes = new ArrayList<>();
        source.problems().forEach((code, sentence) -> notes.add("source: " + sentence + " (" + code + ")"));
        pipeline.problems().forEach((code, sentence) -> notes.add("pipeline: " + sentence + " (" + code + ")"));
        for (PipelineStatistics.Model model : pipeline.statistics().models()) {
            if (model.failures() > 0 && !variants.added(model.stage())) {
                notes.add("model '%s' failed %d times".formatted(model.model(), model.failures()));
            }
        }
        return notes;
    }
}
