package dev.spotter.tflite;

import java.lang.foreign.MemorySegment;

/** An input or output of an interpreter. May go from thread to thread; the segment of its data may not. */
public final class TfLiteTensor {
    private final TfLiteInterpreter interpreter;
    private final int slot;

    TfLiteTensor(TfLiteInterpreter interpreter, int slot) {
        this.interpreter = interpreter;
        this.slot = slot;
    }

    /** As of the last allocation; where the model has tensors of dynamic size, as of the last inference. Known after closing too. */
    public TensorInfo info() {
        return interpreter.info(slot);
    }

    public String name() {
        return info().name();
    }

    public TensorType type() {
        return info().type();
    }

    /** The dimensions; empty for a scalar. */
    public int[] shape() {
        return info().shape();
    }

    public Quantization quantization() {
        return info().quantization();
    }

    public long byteSize() {
        return info().byteSize();
    }

    /** The product of the dimensions. */
    public long elements() {
        return info().elements();
    }

    /**
     * The tensor's own memory: no copy. In native byte order.
     *
     * <p>The segment is for the current thread only. It is mapped once, and asking again costs nothing and gives the same one. It is refused
     * ({@code IllegalStateException}) after {@link TfLiteInterpreter#close}, {@link TfLiteInterpreter#releaseTensors},
     * {@link TfLiteInterpreter#resizeInput} and {@link TfLiteInterpreter#allocate}; where the model has tensors of dynamic size, after each
     * inference too. So hot loops may keep it between those, and everyone else asks each time.
     *
     * @throws TfLiteException closed, not-allocated, or interpreter-busy (first use by a thread while another runs)
     */
    public MemorySegment data() {
        return interpreter.data(slot);
    }

    @Override
    public String toString() {
        return info().toString();
    }
}
