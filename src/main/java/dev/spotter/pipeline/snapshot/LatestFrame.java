package dev.spotter.pipeline.snapshot;

import dev.spotter.capture.FrameListener;
import dev.spotter.observation.Frame;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A copy of a camera's newest frame, for those who ask for a picture of now. To keep one costs a copy of its bytes; nothing
 * is allocated. Any thread.
 */
public final class LatestFrame implements FrameListener {
    private final LongSupplier nanoTime;
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
        if (kept == null || kept.width() != frame.width() || kept.height() != frame.height()) {
            kept = copy(frame);
        } else {
            kept.planes().copyFrom(frame.planes());
        }
        kept.stamp(frame.timeNanos(), frame.number());
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

    /** A copy of the newest frame, the caller's own; empty where none came since. */
    synchronized Optional<Frame> copy(Duration since) {
        if (kept == null || nanoTime.getAsLong() - cameNanos > since.toNanos()) {
            return Optional.empty();
        }
        return Optional.of(copy(kept));
    }

    private static Frame copy(Frame frame) {
        Frame copy = new Frame(Arena.ofAuto().allocate(frame.planes().byteSize()), frame.width(), frame.height());
        copy.planes().copyFrom(frame.planes());
        copy.stamp(frame.timeNanos(), frame.number());
        return copy;
    }
}
