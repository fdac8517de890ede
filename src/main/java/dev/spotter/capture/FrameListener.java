package dev.spotter.capture;

import dev.spotter.observation.Frame;

/** Takes what a camera gives, in the order of time, on one thread. */
public interface FrameListener {
    /**
     * Every frame that is delivered, whether something moved in it or not; {@link #frame} or {@link #still} follows. For
     * those who keep a picture of now, such as snapshots.
     *
     * @param frame masked; its buffer is the source's, and is written again after the call
     */
    default void seen(Frame frame) {}

    /**
     * A frame in which something may have moved.
     *
     * @param frame masked; its buffer is the source's, and is written again after the call
     */
    void frame(Frame frame);

    /**
     * There was a frame in which nothing moved: what was seen in the last one still holds.
     *
     * @param timeNanos when it was taken, in monotonic nanoseconds
     */
    void still(long timeNanos);

    /**
     * There are no frames between these times, so what comes next does not continue what came before.
     *
     * @param fromNanos time of the last frame before the gap
     * @param toNanos time of the next one
     */
    void gap(long fromNanos, long toNanos);

    /** The source has no more frames. Not called where the source was interrupted. */
    void end();
}
