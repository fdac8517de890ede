package dev.spotter.tflite;

import java.lang.foreign.MemorySegment;

/** An input or output of an interpreter, as of its last allocation. */
public final class TfLiteTensor {
    private final TfLiteInterpreter interpreter;
    private final MemorySegment handle;
    private final int slot;
    private final int generation;
    private final TensorInfo info;

    TfLiteTensor(TfLiteInterpreter interpreter, MemorySegment handle, int slot, int generation, TensorInfo info) {
        this.interpreter = interpreter;
        this.handle = handle;
        this.slot = slot;
        this.generation = generation;
        this.info = info;
    }

    public TensorInfo info() {
        return info;
    }

    public String name() {
        return info.name();
    }

    public TensorType type() {
        return info.type();
    }

    /** The dimensions; empty for a scalar. */
    public int[] shape() {
        return info.shape();
    }

    public Quantization quantization() {
        return info.quantization();
    }

    public long byteSize() {
        return info.byteSize();
    }

    /** The product of the dimensions. */
    public long elements() {
        return info.elements();
    }

    /**
     * The tensor's own memory: no copy. In native byte order.
     *
     * <p>The segment is for the current thread only. It is mapped once, and asking again costs nothing and gives the same one. It is refused
     * ({@code IllegalStateException}) after {@link TfLiteInterpreter#close}, {@link TfLiteInterpreter#releaseTensors} and
     * {@link TfLiteInterpreter#resizeInput}; where a tensor of the model is of dynamic size, after each inference too.
     *
     * @throws TfLiteException closed, not-allocated, tensor-stale, or interpreter-busy (first use by a thread while another runs)
     */
    public MemorySegment data() {
        return interpreter.data(this);
    }

    MemorySegment handle() {
        return handle;
    }

    int slot() {
        return slot;
    }

    int generation() {
        return generation;
    }

    @Override
    public String toString() {
        return info.toString();
    }
}
