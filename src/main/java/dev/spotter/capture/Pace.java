package dev.spotter.capture;

import java.util.concurrent.locks.LockSupport;

/**
 * Holds a source to its speed: each sample has a deadline counted from one start, so that a late one makes no later one
 * late. Without a pace it only looks at interrupts.
 */
public final class Pace {
    private final double factor;
    private final boolean paced;
    private final long startNanos;
    private final long firstNanos;

    /**
     * Starts now.
     *
     * @param speed the speed
     * @param firstNanos the time, on the samples' own clock, that is due now
     */
    public Pace(Speed speed, long firstNanos) {
        this.factor = speed.factor();
        this.paced = speed.paced();
        this.startNanos = System.nanoTime();
        this.firstNanos = firstNanos;
    }

    /**
     * Waits until a sample is due.
     *
     * @param timeNanos its time on the samples' own clock
     * @throws InterruptedException if the thread is or was interrupted
     */
    public void await(long timeNanos) throws InterruptedException {
        if (paced) {
            long due = startNanos + (long) ((timeNanos - firstNanos) / factor);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                LockSupport.parkNanos(this, left);
            }
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
