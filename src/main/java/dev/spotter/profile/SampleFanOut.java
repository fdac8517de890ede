package dev.spotter.profile;

import dev.spotter.capture.ImuListener;
import dev.spotter.capture.Recording;
import dev.spotter.pipeline.Pipeline;
import java.util.List;

/** Hands each sample of a source to all of its pipelines, and to what records it besides. */
final class SampleFanOut implements ImuListener {
    private final List<Pipeline> pipelines;
    private final ImuListener tap;

    /** @param tap takes samples only; {@code null} where nothing is recorded */
    SampleFanOut(List<Pipeline> pipelines, ImuListener tap) {
        this.pipelines = List.copyOf(pipelines);
        this.tap = tap;
    }

    @Override
    public void recording(Recording recording) {
        pipelines.forEach(pipeline -> pipeline.recording(recording));
    }

    @Override
    public void sample(long timeNanos, float[] values) {
        for (int i = 0; i < pipelines.size(); i++) {
            pipelines.get(i).sample(timeNanos, values);
        }
        if (tap != null) {
            tap.sample(timeNanos, values);
        }
    }

    @Override
    public void gap(long fromNanos, long toNanos) {
        pipelines.forEach(pipeline -> pipeline.gap(fromNanos, toNanos));
    }

    @Override
    public void end() {
        pipelines.forEach(Pipeline::end);
    }
}
