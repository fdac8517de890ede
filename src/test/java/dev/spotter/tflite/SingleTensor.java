package dev.spotter.tflite;

import java.util.List;

/** An interpreter of a model without operators, whose only tensor is input and output: for what writes or reads tensors. */
public final class SingleTensor {
    private SingleTensor() {}

    /** @param scale of the quantization; 0 where there is none */
    public static TfLiteInterpreter interpreter(TensorType type, float scale, int zeroPoint, int... shape) {
        FlatModel.Table quantization =
                scale == 0 ? null : FlatModel.quantization(new float[] {scale}, new long[] {zeroPoint}, 0);
        byte[] model =
                FlatModel.passThrough(List.of(List.of(FlatModel.tensor("x", inFile(type), shape, quantization))));
        try (TfLiteModel loaded = TfLiteModel.of(LoadedLibrary.get(), "single tensor", model)) {
            return TfLiteInterpreter.create(loaded, InterpreterOptions.builtin(1));
        }
    }

    /** Its number in a file, which is not the one of the C API. */
    private static int inFile(TensorType type) {
        return switch (type) {
            case FLOAT32 -> 0;
            case INT32 -> 2;
            case UINT8 -> 3;
            case INT16 -> 7;
            case INT8 -> 9;
            default -> throw new IllegalArgumentException("not needed so far: " + type);
        };
    }
}
