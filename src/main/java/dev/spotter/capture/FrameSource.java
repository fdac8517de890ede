package dev.spotter.capture;

/** A camera, or what else gives frames. */
public interface FrameSource extends Source {
    /** The width of its frames in pixels, even. */
    int width();

    /** The height of its frames in pixels, even. */
    int height();

    /**
     * Delivers frames on the calling thread until the source ends or the thread is interrupted. Of a paced source the
     * latest frame wins: what comes while the listener is busy is dropped and counted, but for the newest.
     *
     * @throws InterruptedException if the thread was interrupted; the listener's end is not called then
     */
    void run(FrameListener listener) throws InterruptedException;

    /** What it has done since it was opened. Any thread. */
    FrameStatistics statistics();
}
