package dev.spotter.pipeline;

/** Runs the stages of a pipeline over its samples. One thread at a time, but for what is read of it. */
final class StageRunner implements SampleFeed, Generation<StageRunner> {
    private final SampleRing ring;
    private final OpenStages stages;

    private long newestNanos;
    private boolean sampledSinceEnd;
    private volatile long samples;
    private volatile long windows;

    StageRunner(SampleRing ring, OpenStages stages) {
        this.ring = ring;
        this.stages = stages;
    }

    @Override
    public void requireContinues(StageRunner earlier) {
        stages.requireContinues(earlier.stages);
    }

    @Override
    public void continueFrom(StageRunner earlier) {
        ring.continueFrom(earlier.ring);
        stages.continueFrom(earlier.stages);
        newestNanos = earlier.newestNanos;
        sampledSinceEnd = earlier.sampledSinceEnd;
        samples = earlier.samples;
        windows = earlier.windows;
    }

    @Override
    public void sample(long timeNanos, float[] values, int due) {
        ring.add(values);
        newestNanos = timeNanos;
        sampledSinceEnd = true;
        samples = samples + 1;
        stages.sample(timeNanos, values);
        if (due == 0) {
            return;
        }
        windows = windows + Integer.bitCount(due);
        stages.step(due, timeNanos);
    }

    @Override
    public void gap(long fromNanos, long toNanos) {
        ring.clear();
        stages.gap();
    }

    @Override
    public void end() {
        ring.clear();
        stages.end();
        if (sampledSinceEnd) {
            sampledSinceEnd = false;
            stages.output().advanced(newestNanos);
        }
    }

    /** Takes over the samples of another one, and nothing else. */
    void remember(StageRunner other) {
        ring.continueFrom(other.ring);
    }

    long samples() {
        return samples;
    }

    long windows() {
        return windows;
    }

    OpenStages stages() {
        return stages;
    }

    @Override
    public void close() {
        stages.close();
    }
}
