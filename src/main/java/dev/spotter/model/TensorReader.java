package dev.spotter.model;

import dev.spotter.tflite.TensorType;
import dev.spotter.tflite.TfLiteTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reads the elements of a tensor as real numbers, dequantized. Reading allocates nothing. */
public final class TensorReader {
    private final TensorType type;
    private final TfLiteTensor tensor;
    private final float scale;
    private final int zeroPoint;
    private final int elements;

    /** @throws ModelException {@code unsupported-tensor-type} */
    public TensorReader(TfLiteTensor tensor) {
        this.tensor = tensor;
        this.type = tensor.type();
        this.scale = tensor.quantization().isQuantized() ? tensor.quantization().scale() : 1f;
        this.zeroPoint =
                tensor.quantization().isQuantized() ? tensor.quantization().zeroPoint() : 0;
        this.elements = Math.toIntExact(tensor.elements());
        switch (type) {
            case FLOAT32, INT8, UINT8, INT16, INT32, INT64, BOOL -> {}
            default ->
                throw new ModelException(
                        "unsupported-tensor-type",
                        "the tensor %s is of type %s, which is not read; allowed are FLOAT32, INT8, UINT8, INT16, INT32, INT64, BOOL"
                                .formatted(tensor.name(), type));
        }
    }

    /** How many there are. */
    public int elements() {
        return elements;
    }

    private float get(MemorySegment data, int index) {
        return switch (type) {
            case FLOAT32 -> data.getAtIndex(ValueLayout.JAVA_FLOAT, index);
            case INT8 -> scale * (data.get(ValueLayout.JAVA_BYTE, index) - zeroPoint);
            case UINT8, BOOL -> scale * (Byte.toUnsignedInt(data.get(ValueLayout.JAVA_BYTE, index)) - zeroPoint);
            case INT16 -> scale * (data.getAtIndex(ValueLayout.JAVA_SHORT, index) - zeroPoint);
            case INT64 -> data.getAtIndex(ValueLayout.JAVA_LONG, index);
            default -> scale * (data.getAtIndex(ValueLayout.JAVA_INT, index) - zeroPoint);
        };
    }

    /** All elements, in the tensor's order. */
    public void read(float[] into) {
        MemorySegment data = tensor.data(); // of the thread that reads
        if (type == TensorType.FLOAT32) {
            MemorySegment.copy(data, ValueLayout.JAVA_FLOAT, 0, into, 0, elements);
            return;
        }
        for (int i = 0; i < elements; i++) {
            into[i] = get(data, i);
        }
    }

    /** All elements in a new array. */
    public float[] read() {
        float[] values = new float[elements];
        read(values);
        return values;
    }
}
