package dev.spotter.pipeline;

/**
 * Gives samples to those stages of a pipeline that run now, and to those beside them. One thread at a time.
 *
 * @param stages those that run, and those that follow
 * @param shadows those that run beside them to be compared
 */
record CurrentRunner(Succession<StageRunner> stages, Succession<Shadow> shadows) implements SampleFeed {
    @Override
    public void sample(long timeNanos, float[] values, int due) {
        StageRunner running = stages.take();
        Shadow shadow = shadows.take();
        shadow.begin(running);
        running.sample(timeNanos, values, due);
        shadow.sample(timeNanos, values, due, running.stages());
    }

    @Override
    public void gap(long fromNanos, long toNanos) {
        stages.take().gap(fromNanos, toNanos);
        shadows.take().gap(fromNanos, toNanos);
    }

    @Override
    public void end() {
        stages.take().end();
        shadows.take().gap(0, 0);
    }

    /** Changes to those that were handed over although no sample came. */
    void take() {
        stages.take();
        shadows.take();
    }
}
