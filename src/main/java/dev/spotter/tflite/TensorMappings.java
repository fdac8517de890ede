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
    /** Of other threads before it. */
    private final List<TensorMapping> displaced = new ArrayList<>();

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

    /** Maps for the current thread, where {@code tensors} is how many there are. */
    MemorySegment map(int slot, int tensors, MemorySegment data, long bytes) {
        TensorMapping mapping = latest;
        if (mapping == null || !mapping.isOfCurrentThread()) {
            if (mapping != null) {
                displaced.add(mapping);
                displaced.removeIf(other -> !other.isOfCurrentThread() && other.end());
            }
            mapping = new TensorMapping(tensors, lifetime, cleaner);
            latest = mapping;
        }
        return mapping.map(slot, data, bytes);
    }

    /** Refuses the current thread's segments from now on. */
    void endOfCurrentThread() {
        TensorMapping mapping = latest;
        if (mapping != null && mapping.isOfCurrentThread()) {
            mapping.end();
            latest = null;
        }
        displaced.removeIf(other -> other.isOfCurrentThread() && other.end());
    }

    /** The memory is about to move: refuses all segments, or throws tensors-held if a thread has some that this one cannot refuse. */
    void endAll() {
        end();
        if (!displaced.isEmpty()) {
            throw new TfLiteException(
                    TfLiteFailure.TENSORS_HELD,
                    "thread " + displaced.getFirst().ownerName() + " still maps the tensors of " + whose
                            + "; it must call releaseTensors before they can move");
        }
    }

    /** Refuses what segments it can; the others keep the memory alive. */
    void end() {
        TensorMapping mapping = latest;
        if (mapping != null) {
            displaced.add(mapping);
            latest = null;
        }
        displaced.removeIf(TensorMapping::end);
    }
}
