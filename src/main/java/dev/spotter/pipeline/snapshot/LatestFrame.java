package dev.spotter.pipeline.snapshot;

import dev.spotter.capture.FrameListener;
import dev.spotter.observation.Frame;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A copy of a camera's newest frame, for those who ask for a picture of now. To keep one costs a copy of its bytes; nothing
 * is allocated. Any thread.
 */
public final class LatestFrame implements FrameListener {
    private static final int MOST_SPARE = 2;

    private final LongSupplier nanoTime;
    private final Deque<Frame> spare = new ArrayDeque<>();
    private Frame kept;
    private long cameNanos;

    /** Keeps none yet. */
    public LatestFrame() {
        this(System::nanoTime);
    }

    /** @param nanoTime the monotonic clock */
    LatestFrame(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void seen(Frame frame) {
        kept = copy(frame, kept);
        cameNanos = nanoTime.getAsLong();
    }

    @Override
    public void frame(Frame frame) {}

    @Override
    public void still(long timeNanos) {}

    @Override
    public void gap(long fromNanos, long toNanos) {}

    @Override
    public void end() {}

    /** A copy of the newest frame, for {@link #giveBack}; empty where none came since. */
    synchronized Optional<Frame> lend(Duration since) {
        if (kept == null || nanoTime.getAsLong() - cameNanos > since.toNanos()) {
            return Optional.empty();
        }
        return Optional.of(copy(kept, spare.poll()));
    }

    /** Takes a copy back. Its memory is used again: the collector, which knows nothing of its size, would be late. */
    synchronized void giveBack(Frame copy) {
        if (spare.size() < MOST_SPARE) {
            spare.add(copy);
        }
    }

    /** @param into where to, or {@code null}; not used where it has another size */
    private static Frame copy(Frame frame, Frame into) {
        Frame copy = into != null && into.width() == frame.width() && into.height() == frame.height()
                ? into
                : new Frame(Arena.ofAuto().allocate(frame.planes().byteSize()), frame.width(), frame.height());
        copy.planes().copyFrom(frame.planes());
        copy.stamp(frame.timeNanos(), frame.number());
        return copy;
    }
}
