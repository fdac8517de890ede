package dev.spotter.evaluation;

import dev.spotter.capture.RecordingFormat;
import dev.spotter.capture.ReplayConfiguration;
import dev.spotter.capture.ReplaySource;
import dev.spotter.capture.Speed;
import dev.spotter.pipeline.PipelineConfiguration;
import java.nio.file.Path;
import java.util.List;

/** Finds, for a folder of recordings, the pipelines that they go through. */
public final class EvaluationParts {
    private EvaluationParts() {}

    /**
     * The parts of an evaluation. The stations of a profile have the same stages; the first of them that can be measured
     * stands for all.
     *
     * @param pipelines those of the profile that is measured
     * @param data the folder of recordings
     * @throws EvaluationException {@code pipeline-not-measurable}
     * @throws dev.spotter.capture.CaptureException if there is no recording
     */
    public static List<EvaluationPart> of(EvaluationTask task, List<PipelineConfiguration> pipelines, Path data) {
        PipelineConfiguration measured = pipelines.stream()
                .filter(task::measures)
                .findFirst()
                .orElseThrow(() -> new EvaluationException(
                        "pipeline-not-measurable",
                        "no pipeline of the profile has a stage that %s could measure".formatted(task.word())));
        return List.of(new EvaluationPart(
                measured,
                new ReplaySource("recordings", new ReplayConfiguration(RecordingFormat.in(data), data, Speed.MAX))));
    }
}
