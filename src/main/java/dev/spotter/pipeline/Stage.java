package dev.spotter.pipeline;

import java.util.Map;

/** A stage of a pipeline while it runs. One thread at a time, but for {@link #problems()}. */
interface Stage extends AutoCloseable {
    /** A sample went into the ring; not every one ends a window. */
    default void sample(long timeNanos, float[] values) {}

    /** A window ended, and what the stage takes from has been said. */
    void step(long timeNanos);

    /** The ring begins anew: what comes next does not continue what came before. */
    default void gap() {}

    /** The source has ended. */
    default void end() {
        gap();
    }

    /** After a failure: what is half done is given up. */
    default void restart() {
        gap();
    }

    /**
     * Whether it could go on with what an earlier stage in its place knows.
     *
     * @throws PipelineException {@code labels-differ} or {@code task-differs}
     */
    default void requireContinues(Stage earlier) {}

    /** Takes over what an earlier stage in its place knows, which does nothing more from then on. */
    default void continueFrom(Stage earlier) {}

    /** What is wrong now: code to sentence. */
    default Map<String, String> problems() {
        return Map.of();
    }

    @Override
    default void close() {}
}
