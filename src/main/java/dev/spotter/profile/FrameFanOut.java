package dev.spotter.profile;

import dev.spotter.capture.FrameListener;
import dev.spotter.observation.Frame;
import dev.spotter.pipeline.CameraPipeline;
import dev.spotter.pipeline.StationPipeline;
import java.util.List;
import java.util.Optional;

/** Hands each frame of a camera to what takes it besides, and to all of its pipelines, one after another. */
final class FrameFanOut implements FrameListener {
    private final PipelineRow pipelines;
    private final FrameListener tap;

    /**
     * @param pipelines over frames
     * @param tap what takes the frames before the pipelines
     */
    FrameFanOut(PipelineRow pipelines, Optional<? extends FrameListener> tap) {
        this.pipelines = pipelines;
        this.tap = tap.orElse(null);
    }

    @Override
    public void seen(Frame frame) {
        if (tap != null) {
            tap.seen(frame);
        }
        List<StationPipeline> fed = pipelines.take();
        for (int i = 0; i < fed.size(); i++) {
            ((CameraPipeline) fed.get(i)).seen(frame);
        }
    }

    @Override
    public void frame(Frame frame) {
        if (tap != null) {
            tap.frame(frame);
        }
        List<StationPipeline> fed = pipelines.take();
        for (int i = 0; i < fed.size(); i++) {
            ((CameraPipeline) fed.get(i)).frame(frame);
        }
    }

    @Override
    public void still(long timeNanos) {
        if (tap != null) {
            tap.still(timeNanos);
        }
        List<StationPipeline> fed = pipelines.take();
        for (int i = 0; i < fed.size(); i++) {
            ((CameraPipeline) fed.get(i)).still(timeNanos);
        }
    }

    @Override
    public void gap(long fromNanos, long toNanos) {
        if (tap != null) {
            tap.gap(fromNanos, toNanos);
        }
        pipelines.take().forEach(pipeline -> ((CameraPipeline) pipeline).gap(fromNanos, toNanos));
    }

    @Override
    public void end() {
        if (tap != null) {
            tap.end();
        }
        pipelines.take().forEach(StationPipeline::end);
    }
}
