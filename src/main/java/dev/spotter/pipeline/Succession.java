package dev.spotter.pipeline;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The stages that a pipeline runs, and those that follow them once they are handed over. The pipeline's own thread changes
 * from the ones to the others before it does anything else, so it is always between two inferences, and closes the old
 * ones: what a thread has mapped of a model's memory can only be given back by itself.
 *
 * @param <T> the stages
 */
final class Succession<T extends Generation<T>> implements AutoCloseable {
    private final String pipeline;
    private final AtomicReference<T> next = new AtomicReference<>();
    private volatile T current;
    private volatile String notClosed;
    private boolean closed;

    /** @param pipeline its name, for messages */
    Succession(String pipeline, T first) {
        this.pipeline = pipeline;
        current = first;
    }

    /** Those that run, to read of them. Any thread. */
    T current() {
        return current;
    }

    /** Those that run from now on. Only the pipeline's thread. */
    T take() {
        if (next.get() == null) {
            return current;
        }
        T following = next.getAndSet(null);
        if (following != null) {
            T old = current;
            following.continueFrom(old);
            current = following;
            try {
                old.close();
                notClosed = null;
            } catch (RuntimeException failure) {
                notClosed = "pipeline '%s' runs its new models, but holds the memory of old ones: %s"
                        .formatted(pipeline, failure.getMessage());
            }
        }
        return current;
    }

    /**
     * Checks those that would follow, and closes them if they cannot.
     *
     * @param handedOver what is to be done once they were handed over
     * @throws PipelineException {@code labels-differ} or {@code task-differs}
     */
    ModelSwap prepare(T following, Runnable handedOver) {
        try {
            following.requireContinues(current);
        } catch (RuntimeException refused) {
            following.close();
            throw refused;
        }
        return new ModelSwap(
                () -> {
                    follow(following);
                    handedOver.run();
                },
                following::close);
    }

    /**
     * Hands over those that follow; others that were handed over and never ran are closed. Any thread.
     *
     * @throws PipelineException {@code pipeline-closed}; they are closed then
     */
    synchronized void follow(T following) {
        if (closed) {
            following.close();
            throw new PipelineException(
                    "pipeline-closed", "pipeline '%s' has been closed and takes no other models".formatted(pipeline));
        }
        T overtaken = next.getAndSet(following);
        if (overtaken != null) {
            overtaken.close();
        }
    }

    /** {@code models-not-closed}, while the last ones that ran before could not be. */
    Map<String, String> problems() {
        String sentence = notClosed;
        return sentence == null ? Map.of() : Map.of("models-not-closed", sentence);
    }

    /** Closes all. Only the pipeline's thread, or when it does nothing any more. */
    @Override
    public synchronized void close() {
        closed = true;
        T following = next.getAndSet(null);
        if (following != null) {
            following.close();
        }
        current.close();
    }
}
