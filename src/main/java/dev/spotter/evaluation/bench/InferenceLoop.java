package dev.spotter.evaluation.bench;

/** So many inferences, one after the other: a frame copied in, the model run, the answer copied out. Timed by this thread's processor time. */
interface InferenceLoop extends Loop, AutoCloseable {
    /** The last answer. */
    byte[] answer();

    @Override
    void close();
}
