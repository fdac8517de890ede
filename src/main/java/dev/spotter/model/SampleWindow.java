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
     * How many samples have come so far, so that who has seen the window before takes only the new ones; where it begins
     * anew, as if so many had come as it can hold. Negative where nobody counts.
     */
    default long position() {
        return -1;
    }

    /**
     * How many of the newest samples are new since a position.
     *
     * @param earlier what {@link #position()} was, or negative
     * @return the number, more than there are where none of the old ones stands where it stood
     */
    default long newSince(long earlier) {
        long now = position();
        return now < 0 || earlier < 0 ? Long.MAX_VALUE : now - earlier;
    }

    /**
     * One value.
     *
     * @param channel from 0
     * @param samplesAgo 0 is the newest sample, less than {@link #available()}
     */
    float value(int channel, int samplesAgo);

    /**
     * Copies samples, the older first, each with all its channels.
     *
     * @param samplesAgo which is the first of them
     * @param count how many, at most {@code samplesAgo + 1}
     * @param into receives {@code count} x {@link #channels()} values
     */
    default void read(int samplesAgo, int count, float[] into) {
        int channels = channels();
        int element = 0;
        for (int ago = samplesAgo; ago > samplesAgo - count; ago--) {
            for (int channel = 0; channel < channels; channel++) {
                into[element++] = value(channel, ago);
            }
        }
    }

    /** Who has the samples that {@link #position()} counts; this, unless it only looks at another's. */
    default SampleWindow source() {
        return this;
    }
}
