package dev.spotter.pipeline;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between the thread of a live source and the thread that runs the stages. The source never waits: where the
 * stages are slow, the oldest window that waits is dropped and counted, while its samples still arrive, so that a count
 * of repetitions loses nothing. Where the stages stand still for longer than the queue lasts, the oldest samples go too,
 * and those that run the stages are told of a gap. Allocates nothing after construction.
 */
final class SampleQueue implements SampleFeed {
    private enum Kind {
        SAMPLE,
        GAP,
        END
    }

    private static final long NEVER = Long.MIN_VALUE;

    private final int mostWindows;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();

    // guarded by the lock: a ring of entries
    private final Kind[] kinds;
    private final long[] times;
    private final long[] gapStarts;
    private final int[] dues;
    private final float[] values;
    private int head;
    private int size;
    private int waitingWindows;
    private long droppedWindows;
    private long lostSamples;
    private long newestNanos;
    private long lastDropNanos = NEVER;
    private boolean lost;
    private boolean closed;
    private boolean woken;
    private boolean idle;

    // only the thread that takes
    private final float[] taken;
    private long takenNanos;

    /**
     * @param capacity entries, of which each sample is one
     * @param mostWindows windows that may wait
     * @param channels values a sample
     */
    SampleQueue(int capacity, int mostWindows, int channels) {
        this.capacity = capacity;
        this.mostWindows = mostWindows;
        kinds = new Kind[capacity];
        times = new long[capacity];
        gapStarts = new long[capacity];
        dues = new int[capacity];
        values = new float[capacity * channels];
        taken = new float[channels];
    }

    @Override
    public void sample(long timeNanos, float[] sample, int due) {
        lock.lock();
        try {
            newestNanos = timeNanos;
            int slot = put(Kind.SAMPLE, timeNanos);
            dues[slot] = due;
            System.arraycopy(sample, 0, values, slot * taken.length, taken.length);
            if (due != 0 && ++waitingWindows > mostWindows) {
                dropOldestWindow();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void gap(long fromNanos, long toNanos) {
        lock.lock();
        try {
            gapStarts[put(Kind.GAP, toNanos)] = fromNanos;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end() {
        lock.lock();
        try {
            put(Kind.END, 0);
        } finally {
            lock.unlock();
        }
    }

    /** No more is taken: the thread that takes is told to stop. */
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The thread that takes returns, if it waits, without an entry. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for one entry and gives it on, or for {@link #wake}.
     *
     * @return {@code false} when the queue was closed
     */
    boolean take(SampleFeed feed) throws InterruptedException {
        Kind kind;
        long time;
        long gapStart;
        int due;
        boolean afterLoss;
        lock.lockInterruptibly();
        try {
            while (size == 0 && !closed && !woken) {
                idle = true;
                filled.await();
            }
            idle = false;
            woken = false;
            if (closed) {
                return false;
            }
            if (size == 0) {
                return true;
            }
            kind = kinds[head];
            time = times[head];
            gapStart = gapStarts[head];
            due = dues[head];
            afterLoss = lost;
            lost = false;
            System.arraycopy(values, head * taken.length, taken, 0, taken.length);
            remove();
        } finally {
            lock.unlock();
        }
        if (afterLoss && kind != Kind.GAP) {
            feed.gap(takenNanos, kind == Kind.SAMPLE ? time : takenNanos);
        }
        switch (kind) {
            case SAMPLE -> {
                takenNanos = time;
                feed.sample(time, taken, due);
            }
            case GAP -> feed.gap(gapStart, time);
            case END -> feed.end();
        }
        return true;
    }

    /** Whether everything that was put has been taken and gone through the stages. */
    boolean drained() {
        lock.lock();
        try {
            return size == 0 && idle;
        } finally {
            lock.unlock();
        }
    }

    long droppedWindows() {
        lock.lock();
        try {
            return droppedWindows;
        } finally {
            lock.unlock();
        }
    }

    long lostSamples() {
        lock.lock();
        try {
            return lostSamples;
        } finally {
            lock.unlock();
        }
    }

    /** That the stages are slow, while a window was dropped within the last {@link SampleCheck#SAID_NANOS}. */
    Optional<String> trouble() {
        lock.lock();
        try {
            if (lastDropNanos == NEVER || newestNanos - lastDropNanos > SampleCheck.SAID_NANOS) {
                return Optional.empty();
            }
            return Optional.of("is slower than its source: %d windows and %d samples dropped so far"
                    .formatted(droppedWindows, lostSamples));
        } finally {
            lock.unlock();
        }
    }

    private int put(Kind kind, long timeNanos) {
        if (size == capacity) {
            lost = true;
            if (kinds[head] == Kind.SAMPLE) {
                lostSamples++;
            }
            if (dues[head] != 0) {
                countDrop();
            }
            remove();
        }
        int slot = (head + size) % capacity;
        size++;
        kinds[slot] = kind;
        times[slot] = timeNanos;
        dues[slot] = 0;
        filled.signal();
        return slot;
    }

    private void remove() {
        if (dues[head] != 0) {
            waitingWindows--;
        }
        head = (head + 1) % capacity;
        size--;
    }

    private void dropOldestWindow() {
        for (int i = 0; i < size; i++) {
            int slot = (head + i) % capacity;
            if (dues[slot] != 0) {
                dues[slot] = 0;
                waitingWindows--;
                countDrop();
                return;
            }
        }
    }

    private void countDrop() {
        droppedWindows++;
        lastDropNanos = newestNanos;
    }
}
