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
        switch (type) {
            case FLOAT32, INT8, UINT8, INT16, INT32 -> {}
            default ->
                throw new ModelException(
                        "unsupported-tensor-type",
                        "the tensor %s is of type %s, which is not written; allowed are FLOAT32, INT8, UINT8, INT16, INT32"
                                .formatted(tensor.name(), type));
        }
    }

    int elements() {
        return elements;
    }

    /** To be called by the thread that writes, before its first element: a tensor's memory is mapped for each thread apart. */
    void begin() {
        data = tensor.data();
    }

    /** Whether elements are single bytes, quantized ones, which {@link #step8} makes. */
    boolean bytes() {
        return type == TensorType.INT8 || type == TensorType.UINT8;
    }

    /** The nearest value that an element of a byte can hold. */
    byte step8(double real) {
        return (byte) (type == TensorType.INT8 ? step(real, -128, 127) : step(real, 0, 255));
    }

    /** Sets all elements, each of a byte, at once. */
    void putAll(byte[] values) {
        MemorySegment.copy(values, 0, data, ValueLayout.JAVA_BYTE, 0, values.length);
    }

    /** Sets one element to the nearest value that the tensor can hold. */
    void put(int index, double real) {
        switch (type) {
            case FLOAT32 -> data.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) real);
            case INT8 -> data.set(ValueLayout.JAVA_BYTE, index, (byte) step(real, -128, 127));
            case UINT8 -> data.set(ValueLayout.JAVA_BYTE, index, (byte) step(real, 0, 255));
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
