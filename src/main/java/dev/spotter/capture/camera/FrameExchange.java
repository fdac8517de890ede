package dev.spotter.capture.camera;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Three buffers between one thread that fills them and one that looks at them: each has one, and the third is the latest
 * that was filled. Neither waits for the other, the latest wins, and nothing is allocated.
 */
final class FrameExchange {
    private static final int FRESH = 4;
    private static final int INDEX = 3;

    private final FrameBuffer[] buffers;
    private final AtomicInteger middle = new AtomicInteger(1);
    private final Thread looking;
    private volatile boolean ended;

    // of the filling thread
    private int filling = 0;

    // of the looking thread
    private int lookingAt = 2;

    /**
     * @param size of the frames
     * @param looking the thread that will take them
     */
    FrameExchange(FrameSize size, Thread looking) {
        this.buffers = new FrameBuffer[] {new FrameBuffer(size), new FrameBuffer(size), new FrameBuffer(size)};
        this.looking = looking;
    }

    /** The buffer to fill next. */
    FrameBuffer toFill() {
        return buffers[filling];
    }

    /** Gives the filled buffer away. Returns whether that made the one before it one that nobody looked at. */
    boolean publish() {
        int before = middle.getAndSet(filling | FRESH);
        filling = before & INDEX;
        LockSupport.unpark(looking);
        return (before & FRESH) != 0;
    }

    /** Says that nothing comes any more. */
    void end() {
        ended = true;
        LockSupport.unpark(looking);
    }

    /**
     * Waits for a frame newer than the last.
     *
     * @return its buffer, which stays as it is until the next call; {@code null} at the end
     */
    FrameBuffer take() throws InterruptedException {
        while (true) {
            boolean last = ended; // read first: what was published before the end is still taken
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if ((middle.get() & FRESH) != 0) {
                lookingAt = middle.getAndSet(lookingAt) & INDEX;
                return buffers[lookingAt];
            }
            if (last) {
                return null;
            }
            LockSupport.park(this);
        }
    }
}
