package dev.spotter.evaluation.bench;

/** So many inferences, one after the other: a frame copied in, the model run, the answer copied out. */
interface InferenceLoop extends AutoCloseable {
    /** Runs them and gives back how much of this thread's processor time they took together. */
    long nanosFor(long inferences);

    /** The last answer. */
    byte[] answer();

    @Override
    void close();
}
