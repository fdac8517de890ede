package dev.spotter.tflite;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * What a tensor is, without its data.
 *
 * @param index among all tensors of the graph
 * @param name as the model has it; may be empty
 * @param shape the dimensions; empty for a scalar
 * @param byteSize of its data now
 * @param variable whether it keeps its data from one inference to the next
 */
public record TensorInfo(
        int index,
        String name,
        TensorType type,
        int[] shape,
        long byteSize,
        Quantization quantization,
        boolean variable) {
    private static final int AFFINE = 1;
    private static final long AFFINE_BYTES = 24;
    private static final long SCALE_AT = 0;
    private static final long ZERO_POINT_AT = 8;
    private static final long AXIS_AT = 16;

    public TensorInfo {
        shape = shape.clone();
    }

    @Override
    public int[] shape() {
        return shape.clone();
    }

    /** The product of the dimensions. */
    public long elements() {
        long product = 1;
        for (int dimension : shape) {
            product *= dimension;
        }
        return product;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorInfo that
                && index == that.index
                && name.equals(that.name)
                && type == that.type
                && Arrays.equals(shape, that.shape)
                && byteSize == that.byteSize
                && quantization.equals(that.quantization)
                && variable == that.variable;
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(shape);
    }

    @Override
    public String toString() {
        return name + " " + type + Arrays.toString(shape);
    }

    static TensorInfo read(CApi api, MemorySegment tensor, int index) {
        int dimensions = Math.max(0, api.tensorDimensions(tensor));
        int[] shape = new int[dimensions];
        for (int i = 0; i < dimensions; i++) {
            shape[i] = api.tensorDimension(tensor, i);
        }
        return new TensorInfo(
                index,
                api.tensorName(tensor),
                TensorType.of(api.tensorType(tensor)),
                shape,
                api.tensorBytes(tensor),
                quantization(api, tensor),
                api.tensorIsVariable(tensor));
    }

    private static Quantization quantization(CApi api, MemorySegment tensor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment quantization = api.tensorQuantization(arena, tensor);
            MemorySegment parameters = quantization.get(ValueLayout.ADDRESS, 8);
            if (quantization.get(ValueLayout.JAVA_INT, 0) != AFFINE || parameters.address() == 0) {
                return Quantization.NONE;
            }
            MemorySegment affine = parameters.reinterpret(AFFINE_BYTES);
            MemorySegment scale = affine.get(ValueLayout.ADDRESS, SCALE_AT);
            MemorySegment zeroPoint = affine.get(ValueLayout.ADDRESS, ZERO_POINT_AT);
            if (scale.address() == 0) {
                return Quantization.NONE;
            }
            float[] scales = array(scale).toArray(ValueLayout.JAVA_FLOAT);
            int[] zeroPoints = new int[scales.length];
            if (zeroPoint.address() != 0) {
                int[] given = array(zeroPoint).toArray(ValueLayout.JAVA_INT);
                for (int i = 0; i < zeroPoints.length && given.length > 0; i++) {
                    // One zero point may stand for all scales.
                    zeroPoints[i] = given[Math.min(i, given.length - 1)];
                }
            }
            return new Quantization(scales, zeroPoints, affine.get(ValueLayout.JAVA_INT, AXIS_AT));
        }
    }

    /** {@code TfLiteIntArray} and {@code TfLiteFloatArray}: a count, then so many values of four bytes. */
    private static MemorySegment array(MemorySegment counted) {
        int count = counted.reinterpret(Integer.BYTES).get(ValueLayout.JAVA_INT, 0);
        return counted.reinterpret(Integer.BYTES * (1L + count)).asSlice(Integer.BYTES);
    }
}
