package dev.spotter.tflite;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One thread's view of an interpreter's tensors.
 *
 * <p>Its segments are confined to that thread, so that they can be refused once the memory behind them goes: by closing them where that
 * thread does it, by nobody being able to reach them where the thread has ended, and otherwise by keeping the memory until the garbage
 * collector has found that no segment is left.
 */
final class TensorMapping {
    private final Thread owner = Thread.currentThread();
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment[] segments;
    private final Hold hold;

    /** For the current thread. The lifetime gets one user more until the segments are gone. */
    TensorMapping(int tensors, Lifetime lifetime, Cleaner cleaner) {
        segments = new MemorySegment[tensors];
        lifetime.retain();
        hold = new Hold(lifetime);
        // The scope, not the arena: segments refer to the former only.
        cleaner.register(arena.scope(), hold);
    }

    boolean isOfCurrentThread() {
        return owner == Thread.currentThread();
    }

    /** The segment in that place, null if it was not mapped yet. */
    MemorySegment get(int slot) {
        return segments[slot];
    }

    MemorySegment map(int slot, MemorySegment data, long bytes) {
        segments[slot] = data.reinterpret(bytes, arena, null);
        return segments[slot];
    }

    /** Refuses the segments from now on if this thread can; true if nobody can reach the memory through them any more. */
    boolean end() {
        if (isOfCurrentThread()) {
            arena.close();
            hold.run();
        } else if (!owner.isAlive()) {
            hold.run();
        }
        return hold.over.get();
    }

    String ownerName() {
        return owner.getName();
    }

    /** Must not refer to the mapping, or the cleaner would never run it. */
    private static final class Hold implements Runnable {
        private final Lifetime lifetime;
        private final AtomicBoolean over = new AtomicBoolean();

        private Hold(Lifetime lifetime) {
            this.lifetime = lifetime;
        }

        @Override
        public void run() {
            if (over.compareAndSet(false, true)) {
                lifetime.release();
            }
        }
    }
}
