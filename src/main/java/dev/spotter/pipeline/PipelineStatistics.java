package dev.spotter.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a pipeline has done since it was opened. A summary of a minute is the difference of two readings.
 *
 * @param pipeline the pipeline
 * @param samples samples that went through the stages
 * @param windows windows that did
 * @param droppedWindows windows that did not, because the stages were slower than the source
 * @param lostSamples samples that did not, because the stages stood still for longer than the queue lasts
 * @param badSamples samples that the source gave without a finite number in each channel
 * @param models the models, in the order in which they run
 */
public record PipelineStatistics(
        String pipeline,
        long samples,
        long windows,
        long droppedWindows,
        long lostSamples,
        long badSamples,
        List<Model> models) {
    public PipelineStatistics {
        Objects.requireNonNull(pipeline, "pipeline");
        models = List.copyOf(models);
    }

    /**
     * One model of a pipeline.
     *
     * @param stage the stage that it runs in
     * @param model its name
     * @param version its version
     * @param window how far it looks back
     * @param failures inferences that failed
     * @param latency how long the others took
     */
    public record Model(String stage, String model, String version, Duration window, long failures, Latency latency) {}

    /** What was done after an earlier reading of the same pipeline; a model that is new since counts whole. */
    public PipelineStatistics since(PipelineStatistics earlier) {
        List<Model> rest = models.stream()
                .map(now -> earlier.models.stream()
                        .filter(before -> before.stage.equals(now.stage)
                                && before.model.equals(now.model)
                                && before.version.equals(now.version))
                        .findFirst()
                        .map(before -> new Model(
                                now.stage,
                                now.model,
                                now.version,
                                now.window,
                                now.failures - before.failures,
                                now.latency.since(before.latency)))
                        .orElse(now))
                .toList();
        return new PipelineStatistics(
                pipeline,
                samples - earlier.samples,
                windows - earlier.windows,
                droppedWindows - earlier.droppedWindows,
                lostSamples - earlier.lostSamples,
                badSamples - earlier.badSamples,
                rest);
    }
}
