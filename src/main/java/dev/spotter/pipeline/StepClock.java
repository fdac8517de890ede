package dev.spotter.pipeline;

/** Says when a window is due, by the time of the samples. One thread. */
final class StepClock {
    private final long fromNanos;
    private final long stepNanos;
    private long nextNanos;
    private boolean started;

    StepClock(StageConfiguration.Window window) {
        fromNanos = window.from().toNanos();
        stepNanos = window.step().toNanos();
    }

    /** Whether a window ends at this sample. Where samples are so rare that several would, they are one. */
    boolean due(long timeNanos) {
        if (!started) {
            started = true;
            nextNanos = timeNanos + fromNanos;
        }
        if (timeNanos < nextNanos) {
            return false;
        }
        long late = timeNanos - nextNanos;
        nextNanos += (late / stepNanos + 1) * stepNanos;
        return true;
    }

    /** The next sample is a first one again. */
    void reset() {
        started = false;
    }
}
