package dev.spotter.evaluation;

import dev.spotter.capture.ImuListener;
import dev.spotter.capture.Recording;
import dev.spotter.pipeline.Pipeline;

/** Gives recordings to a pipeline, and tells the scorer what it gives. */
final class ScoredPipeline implements ImuListener {
    private final Pipeline pipeline;
    private final RecordingScorer scorer;
    private final Runnable beforeSample;

    /**
     * @param beforeSample told of each sample before the pipeline is
     */
    ScoredPipeline(Pipeline pipeline, RecordingScorer scorer, Runnable beforeSample) {
        this.pipeline = pipeline;
        this.scorer = scorer;
        this.beforeSample = beforeSample;
    }

    @Override
    public void recording(Recording recording) {
        scorer.recording(recording);
        pipeline.recording(recording);
    }

    @Override
    public void sample(long timeNanos, float[] values) {
        scorer.sample(timeNanos, values);
        beforeSample.run();
        pipeline.sample(timeNanos, values);
    }

    @Override
    public void gap(long fromNanos, long toNanos) {
        pipeline.gap(fromNanos, toNanos);
    }

    @Override
    public void end() {
        pipeline.end();
    }
}
