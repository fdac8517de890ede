package dev.spotter.mqtt;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is on its way on one connection, and whether the connection still is one: places for messages without PUBACK,
 * those who wait for one or for news, and why it was lost. Waiting ends at once when it is.
 */
final class Window {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final long patienceNanos;

    // guarded by lock
    private int places;
    private int inFlight;
    private long progressNanos;
    private long changes;
    private BrokerException lost;

    /**
     * @param places how many messages may be on their way
     * @param patience how long some may be without any PUBACK before the connection counts as lost
     */
    Window(int places, Duration patience) {
        this.places = places;
        this.patienceNanos = patience.toNanos();
    }

    /** The broker may want fewer at once. */
    void limit(int atMost) {
        change(() -> places = Math.min(places, atMost));
    }

    /**
     * Takes a place, waiting for one.
     *
     * @throws BrokerException if the connection is or gets lost
     */
    void take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (lost == null && inFlight >= places) {
                await(patienceNanos);
            }
            throwIfLost();
            if (inFlight == 0) {
                progressNanos = System.nanoTime();
            }
            inFlight++;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a place back. */
    void release() {
        change(() -> {
            inFlight--;
            progressNanos = System.nanoTime();
        });
    }

    void lose(BrokerException reason) {
        change(() -> lost = lost == null ? reason : lost);
    }

    /** Counts what happens; for {@link #awaitChange}. */
    long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /** Something happened elsewhere that the one who waits should look at. */
    void wake() {
        change(() -> {});
    }

    /**
     * Waits until something happened since.
     *
     * @throws BrokerException if the connection is or gets lost
     */
    void awaitChange(long since, Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (changes == since && lost == null && left > 0) {
                left = await(left);
            }
            throwIfLost();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is on its way any more, or nothing can be. */
    void awaitEmpty(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (inFlight > 0 && lost == null && left > 0) {
                left = await(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a change, and loses the connection on which nothing was acknowledged for too long. */
    private long await(long nanos) throws InterruptedException {
        long left = changed.awaitNanos(inFlight > 0 ? Math.min(nanos, patienceNanos) : nanos);
        if (lost == null && inFlight > 0 && System.nanoTime() - progressNanos >= patienceNanos) {
            lost = new BrokerException(
                    "connection-lost",
                    "the broker acknowledged nothing for "
                            + Duration.ofNanos(patienceNanos).toSeconds() + " s");
        }
        return left;
    }

    private void throwIfLost() {
        if (lost != null) {
            throw new BrokerException(lost.code(), lost.getMessage(), lost);
        }
    }

    private void change(Runnable how) {
        lock.lock();
        try {
            how.run();
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
