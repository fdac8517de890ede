package dev.spotter.tflite;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;

/** Who has mapped an interpreter's tensors. But for {@link #find}, only used in a {@link Turn}. */
final class TensorMappings {
    private final String whose;
    private final Lifetime lifetime;
    private final Cleaner cleaner;
    /** Of the thread that asked last. */
    private volatile TensorMapping latest;
    /** Of other threads before it, which find theirs again. */
    private final List<TensorMapping> waiting = new ArrayList<>();
    /** Of living threads, not to be found again: the memory has moved, or is about to. */
    private final List<TensorMapping> stale = new ArrayList<>();

    TensorMappings(String whose, Lifetime lifetime, Cleaner cleaner) {
        this.whose = whose;
        this.lifetime = lifetime;
        this.cleaner = cleaner;
    }

    /** The current thread's segment of that tensor, null if it must be mapped first. */
    MemorySegment find(int slot) {
        TensorMapping mapping = latest;
        return mapping != null && mapping.isOfCurrentThread() ? mapping.get(slot) : null;
    }

    /**
     * Maps for the current thread, where {@code tensors} is how many there are. Threads that take turns find what they mapped
     * before.
     */
    MemorySegment map(int slot, int tensors, MemorySegment data, long bytes) {
        TensorMapping mapping = latest;
        if (mapping == null || !mapping.isOfCurrentThread()) {
            TensorMapping mine = takeWaiting();
            if (mapping != null && !mapping.end()) {
                waiting.add(mapping);
            }
            mapping = mine == null ? new TensorMapping(tensors, lifetime, cleaner) : mine;
            latest = mapping;
        }
        MemorySegment known = mapping.get(slot);
        return known == null ? mapping.map(slot, data, bytes) : known;
    }

    /** The current thread's mapping from an earlier turn, {@code null} where it has none; those of ended threads go. */
    private TensorMapping takeWaiting() {
        TensorMapping mine = null;
        for (int i = waiting.size() - 1; i >= 0; i--) {
            TensorMapping other = waiting.get(i);
            if (other.isOfCurrentThread()) {
                mine = other;
                waiting.remove(i);
            } else if (other.end()) {
                waiting.remove(i);
            }
        }
        return mine;
    }

    /** Refuses the current thread's segments from now on. */
    void endOfCurrentThread() {
        TensorMapping mapping = latest;
        if (mapping != null && mapping.isOfCurrentThread()) {
            mapping.end();
            latest = null;
        }
        waiting.removeIf(other -> other.isOfCurrentThread() && other.end());
        stale.removeIf(other -> other.isOfCurrentThread() && other.end());
    }

    /** The memory is about to move: refuses all segments, or throws tensors-held if a thread has some that this one cannot refuse. */
    void endAll() {
        end();
        if (!stale.isEmpty()) {
            throw new TfLiteException(
                    TfLiteFailure.TENSORS_HELD,
                    "thread " + stale.getFirst().ownerName() + " still maps the tensors of " + whose
                            + "; it must call releaseTensors before they can move");
        }
    }

    /** Refuses what segments it can; the others keep the memory alive. */
    void end() {
        TensorMapping mapping = latest;
        if (mapping != null) {
            stale.add(mapping);
            latest = null;
        }
        stale.addAll(waiting);
        waiting.clear();
        stale.removeIf(TensorMapping::end);
    }
}
