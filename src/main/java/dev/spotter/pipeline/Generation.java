package dev.spotter.pipeline;

/**
 * The stages of a pipeline with one set of models, which others may follow while the pipeline runs. One thread at a time.
 *
 * @param <T> the kind of stages itself
 */
interface Generation<T extends Generation<T>> extends AutoCloseable {
    /**
     * Whether these could go on with what the earlier stages know. Looks only at what never changes, so any thread may ask.
     *
     * @throws PipelineException {@code labels-differ} or {@code task-differs}
     */
    void requireContinues(T earlier);

    /** Takes over what the earlier stages know, which do nothing more from then on; these have done nothing yet. */
    void continueFrom(T earlier);

    @Override
    void close();
}
