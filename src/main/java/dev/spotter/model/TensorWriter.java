package dev.spotter.model;

import dev.spotter.tflite.TensorType;
import dev.spotter.tflite.TfLiteTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Writes real numbers into an input tensor in its own type: as they are, or quantized with the tensor's scale and zero
 * point (rounded to the nearest step, held within the type's range). Writing allocates nothing.
 */
final class TensorWriter {
    private final TensorType type;
    private final TfLiteTensor tensor;
    private final double steps;
    private final int zeroPoint;
    private final int elements;
    private final QuantizedSteps steps8;

    // the segment of the thread that fills the tensor now
    private MemorySegment data;

    /** @throws ModelException {@code unsupported-tensor-type} */
    TensorWriter(TfLiteTensor tensor) {
        this.tensor = tensor;
        this.type = tensor.type();
        this.steps = tensor.quantization().isQuantized()
                ? 1.0 / tensor.quantization().scale()
                : 1.0;
        this.zeroPoint =
                tensor.quantization().isQuantized() ? tensor.quantization().zeroPoint() : 0;
        this.elements = Math.toIntExact(tensor.elements());
        this.steps8 = QuantizedSteps.of(type) ? QuantizedSteps.of(tensor) : null;
        switch (type) {
            case FLOAT32, INT8, UINT8, INT16, INT32 -> {}
            default ->
                throw new ModelException(
                        "unsupported-tensor-type",
                        "the tensor %s is of type %s, which is not written; allowed are FLOAT32, INT8, UINT8, INT16, INT32"
                                .formatted(tensor.name(), type));
        }
    }

    /**
     * Refuses a tensor that is not as large as a package says.
     *
     * @throws ModelException {@code wrong-tensor-shape}
     */
    TensorWriter require(ModelInput input) {
        if (elements != input.elements()) {
            throw new ModelException(
                    "wrong-tensor-shape",
                    "input %s is %s, which makes %d elements, but the model's tensor %s has %d"
                            .formatted(input.name(), input.summary(), input.elements(), tensor.name(), elements));
        }
        return this;
    }

    /** What is written. */
    TfLiteTensor tensor() {
        return tensor;
    }

    int elements() {
        return elements;
    }

    /** To be called by the thread that writes, before its first element: a tensor's memory is mapped for each thread apart. */
    void begin() {
        data = tensor.data();
    }

    /** Whether elements are single bytes, which {@link #steps} makes. */
    boolean bytes() {
        return steps8 != null;
    }

    /** From real numbers to elements of single bytes; {@code null} where they are no bytes. */
    QuantizedSteps steps() {
        return steps8;
    }

    /**
     * Sets all elements, each of a byte.
     *
     * @param from where the first one stands in the array
     */
    void putAll(byte[] values, int from) {
        MemorySegment.copy(values, from, data, ValueLayout.JAVA_BYTE, 0, elements);
    }

    /** Sets one element to the nearest value that the tensor can hold. */
    void put(int index, double real) {
        switch (type) {
            case FLOAT32 -> data.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) real);
            case INT8, UINT8 -> data.set(ValueLayout.JAVA_BYTE, index, steps8.nearest(real));
            case INT16 ->
                data.setAtIndex(ValueLayout.JAVA_SHORT, index, (short) step(real, Short.MIN_VALUE, Short.MAX_VALUE));
            default ->
                data.setAtIndex(ValueLayout.JAVA_INT, index, (int) step(real, Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
    }

    private long step(double real, long least, long most) {
        return Math.clamp(Math.round(real * steps) + zeroPoint, least, most);
    }
}
