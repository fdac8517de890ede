package dev.spotter.capture;

import java.util.List;

/** Inertial sensors, or what else gives samples at a steady rate: live, replayed or simulated. */
public interface ImuSource extends Source {
    /** The names of the values of a sample, in their order. */
    default List<String> channels() {
        return ImuChannels.ALL;
    }

    /**
     * Delivers samples on the calling thread until the source ends or the thread is interrupted.
     *
     * @throws InterruptedException if the thread was interrupted; the listener's end is not called then
     */
    void run(ImuListener listener) throws InterruptedException;
}
