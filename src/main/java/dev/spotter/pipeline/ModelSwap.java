package dev.spotter.pipeline;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Other models of a pipeline, open and found to fit, which it does not run yet. So several pipelines can change together or
 * not at all: {@link StationPipeline#prepare} for each, then {@link #apply} for each, and {@link #close} always.
 */
public final class ModelSwap implements AutoCloseable {
    private final Runnable apply;
    private final Runnable abandon;
    private final AtomicBoolean done = new AtomicBoolean();

    ModelSwap(Runnable apply, Runnable abandon) {
        this.apply = apply;
        this.abandon = abandon;
    }

    /**
     * Hands the models over: the pipeline runs them from its next sample or frame on. The second time does nothing.
     *
     * @throws PipelineException {@code pipeline-closed}
     */
    public void apply() {
        if (done.compareAndSet(false, true)) {
            apply.run();
        }
    }

    /** Closes the models, unless they were handed over. */
    @Override
    public void close() {
        if (done.compareAndSet(false, true)) {
            abandon.run();
        }
    }
}
