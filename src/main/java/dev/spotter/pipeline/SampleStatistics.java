package dev.spotter.pipeline;

import java.util.List;
import java.util.Objects;

/**
 * What a pipeline over samples has done since it was opened.
 *
 * @param pipeline the pipeline
 * @param samples samples that went through the stages
 * @param windows windows that did
 * @param droppedWindows windows that did not, because the stages were slower than the source
 * @param lostSamples samples that did not, because the stages stood still for longer than the queue lasts
 * @param badSamples samples that the source gave without a finite number in each channel
 * @param models the models, in the order in which they run
 */
public record SampleStatistics(
        String pipeline,
        long samples,
        long windows,
        long droppedWindows,
        long lostSamples,
        long badSamples,
        List<Model> models)
        implements PipelineStatistics {
    public SampleStatistics {
        Objects.requireNonNull(pipeline, "pipeline");
        models = List.copyOf(models);
    }

    @Override
    public long dropped() {
        return droppedWindows;
    }

    @Override
    public SampleStatistics since(PipelineStatistics earlier) {
        SampleStatistics before = (SampleStatistics) earlier;
        return new SampleStatistics(
                pipeline,
                samples - before.samples,
                windows - before.windows,
                droppedWindows - before.droppedWindows,
                lostSamples - before.lostSamples,
                badSamples - before.badSamples,
                Model.since(models, before.models));
    }
}
