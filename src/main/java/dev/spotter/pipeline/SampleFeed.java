package dev.spotter.pipeline;

/** Takes checked samples, each with the windows that end at it. One thread at a time. */
interface SampleFeed {
    /**
     * One sample.
     *
     * @param timeNanos its time
     * @param values its values; the caller's, copy what must stay
     * @param due a bit for each window that ends here, the first window's the lowest
     */
    void sample(long timeNanos, float[] values, int due);

    /** What comes next does not continue what came before. */
    void gap(long fromNanos, long toNanos);

    /** Nothing more comes. */
    void end();
}
