package dev.spotter.tflite;

import java.util.Arrays;

/**
 * Affine quantization: {@code real = scale * (quantized - zeroPoint)}.
 *
 * <p>One scale and zero point for the whole tensor, or one for each index of the dimension {@code axis}. A tensor that is not quantized has
 * none of either.
 *
 * @param scales real units per step
 * @param zeroPoints the quantized value that means 0; as many as scales
 * @param axis the dimension that the scales run along; 0 where there is one scale
 */
public record Quantization(float[] scales, int[] zeroPoints, int axis) {
    /** Of a tensor that is not quantized. */
    public static final Quantization NONE = new Quantization(new float[0], new int[0], 0);

    public Quantization {
        if (scales.length != zeroPoints.length) {
            throw new IllegalArgumentException("quantization has " + scales.length + " scales and " + zeroPoints.length
                    + " zero points; it needs as many of one as of the other");
        }
        scales = scales.clone();
        zeroPoints = zeroPoints.clone();
    }

    public boolean isQuantized() {
        return scales.length > 0;
    }

    /** More than one scale: one for each index along {@link #axis()}. */
    public boolean isPerAxis() {
        return scales.length > 1;
    }

    /** The only scale of the tensor. */
    public float scale() {
        return scales[single()];
    }

    /** The only zero point of the tensor. */
    public int zeroPoint() {
        return zeroPoints[single()];
    }

    @Override
    public float[] scales() {
        return scales.clone();
    }

    @Override
    public int[] zeroPoints() {
        return zeroPoints.clone();
    }

    private int single() {
        if (scales.length != 1) {
            throw new TfLiteException(
                    TfLiteFailure.TENSOR_TYPE,
                    "the tensor has " + scales.length
                            + " scales; asked for the one scale of a tensor quantized as a whole");
        }
        return 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quantization(float[] otherScales, int[] otherZeroPoints, int otherAxis)
                && Arrays.equals(scales, otherScales)
                && Arrays.equals(zeroPoints, otherZeroPoints)
                && axis == otherAxis;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(scales) + Arrays.hashCode(zeroPoints)) + axis;
    }

    @Override
    public String toString() {
        return isQuantized()
                ? "scales " + Arrays.toString(scales) + ", zero points " + Arrays.toString(zeroPoints) + ", axis "
                        + axis
                : "none";
    }
}
