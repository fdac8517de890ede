package dev.spotter.model;

/**
 * The newest samples of a station, as a model reads them: natural units, one clock, no gap inside. Read on the thread
 * that owns the samples; reading allocates nothing.
 */
public interface SampleWindow {
    /** Values a sample, such as 6 for an IMU. */
    int channels();

    /** Samples that can be read back, the newest included. */
    int available();

    /**
     * One value.
     *
     * @param channel from 0
     * @param samplesAgo 0 is the newest sample, less than {@link #available()}
     */
    float value(int channel, int samplesAgo);
}
