package dev.spotter.capture;

/**
 * Takes the samples of one source, in the order of their time and on the source's own thread.
 *
 * <p>All times are monotonic nanoseconds on the source's time base ({@link ImuSource#timeBase()}); they only ever grow,
 * over the whole run. Samples come {@value Resampler#RATE_HZ} times a second of that time; where some are missing the
 * source says so by {@link #gap}.
 */
public interface ImuListener {
    /**
     * A recording begins; the samples up to the next call, or the end, are its samples. Live and simulated sources
     * never call it.
     */
    default void recording(Recording recording) {}

    /**
     * One sample.
     *
     * @param timeNanos its time
     * @param values a value for each of the source's channels ({@link ImuSource#channels()}), such as specific force in g
     *     and angular rate in degrees per second. The array is the caller's and is written again for the next sample:
     *     copy what must stay.
     */
    void sample(long timeNanos, float[] values);

    /**
     * There are no samples between these times, so what comes next does not continue what came before.
     *
     * @param fromNanos time of the last sample before the gap
     * @param toNanos time of the next sample
     */
    void gap(long fromNanos, long toNanos);

    /** The source has no more samples. Not called where the source was interrupted. */
    void end();
}
