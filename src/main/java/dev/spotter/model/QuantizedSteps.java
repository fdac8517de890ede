package dev.spotter.model;

import dev.spotter.tflite.TensorType;
import dev.spotter.tflite.TfLiteTensor;

/**
 * From a real number to a quantized byte: the nearest step, of two equally near ones the upper, held within the type's range.
 *
 * @param perUnit steps a unit: 1 / scale
 * @param zeroPoint the step that means 0
 * @param least the lowest step of the type, which has 256
 */
record QuantizedSteps(double perUnit, int zeroPoint, int least) {
    private static final int LAST = 255;

    /** Whether a tensor's elements are single bytes. */
    static boolean of(TensorType type) {
        return type == TensorType.INT8 || type == TensorType.UINT8;
    }

    /** Of a tensor whose elements are single bytes. */
    static QuantizedSteps of(TfLiteTensor tensor) {
        boolean quantized = tensor.quantization().isQuantized();
        return new QuantizedSteps(
                quantized ? 1.0 / tensor.quantization().scale() : 1.0,
                quantized ? tensor.quantization().zeroPoint() : 0,
                tensor.type() == TensorType.INT8 ? Byte.MIN_VALUE : 0);
    }

    /** The step of a number; of one that is none, any. */
    byte nearest(double real) {
        return step(real * perUnit + upwards());
    }

    /** What {@link #step} is given for the number 0: how many steps it is above the lowest, and the half that rounds. */
    double upwards() {
        return zeroPoint - least + 0.5;
    }

    /** The step, counted from the lowest one on as a real number, that is next below. */
    byte step(double fromLeast) {
        // what the conversion rounds up, because it rounds towards 0, is held at the lowest step anyway
        return (byte) (least + Math.min(Math.max((int) fromLeast, 0), LAST));
    }
}
