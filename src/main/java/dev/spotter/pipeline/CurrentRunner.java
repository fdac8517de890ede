package dev.spotter.pipeline;

/**
 * Gives samples to those stages of a pipeline that run now. One thread at a time.
 *
 * @param stages those that run, and those that follow
 */
record CurrentRunner(Succession<StageRunner> stages) implements SampleFeed {
    @Override
    public void sample(long timeNanos, float[] values, int due) {
        stages.take().sample(timeNanos, values, due);
    }

    @Override
    public void gap(long fromNanos, long toNanos) {
        stages.take().gap(fromNanos, toNanos);
    }

    @Override
    public void end() {
        stages.take().end();
    }
}
