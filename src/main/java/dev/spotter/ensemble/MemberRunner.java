package dev.spotter.ensemble;

import dev.spotter.model.SampleWindow;

/** Lets the members of an ensemble look at a window, and tells the ensemble what each said, or why it did not. */
interface MemberRunner extends AutoCloseable {
    /**
     * Runs the members. One thread at a time.
     *
     * @param deadlineNanos the time of {@link System#nanoTime()} by which a member is late, or {@link #NEVER}
     */
    void run(SampleWindow window, Ensemble ensemble, long deadlineNanos);

    /** No member is ever late. */
    long NEVER = Long.MAX_VALUE;

    /** Whether it is too late for a member to be asked or waited for. */
    static boolean past(long deadlineNanos) {
        return deadlineNanos != NEVER && System.nanoTime() - deadlineNanos >= 0;
    }

    /** Ends what still runs, so that the members can be closed. */
    @Override
    default void close() {}
}
