package dev.spotter.profile;

import dev.spotter.capture.ImuListener;
import dev.spotter.capture.Recording;
import dev.spotter.pipeline.Pipeline;
import dev.spotter.pipeline.StationPipeline;
import java.util.List;

/** Hands each sample of a source to all of its pipelines, and to what records it besides. */
final class SampleFanOut implements ImuListener {
    private final PipelineRow pipelines;
    private final ImuListener tap;

    /**
     * @param pipelines over samples
     * @param tap takes samples only; {@code null} where nothing is recorded
     */
    SampleFanOut(PipelineRow pipelines, ImuListener tap) {
        this.pipelines = pipelines;
        this.tap = tap;
    }

    @Override
    public void recording(Recording recording) {
        pipelines.take().forEach(pipeline -> ((Pipeline) pipeline).recording(recording));
    }

    @Override
    public void sample(long timeNanos, float[] values) {
        List<StationPipeline> fed = pipelines.take();
        for (int i = 0; i < fed.size(); i++) {
            ((Pipeline) fed.get(i)).sample(timeNanos, values);
        }
        if (tap != null) {
            tap.sample(timeNanos, values);
        }
    }

    @Override
    public void gap(long fromNanos, long toNanos) {
        pipelines.take().forEach(pipeline -> ((Pipeline) pipeline).gap(fromNanos, toNanos));
    }

    @Override
    public void end() {
        pipelines.take().forEach(StationPipeline::end);
    }
}
