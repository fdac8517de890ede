package dev.spotter.tflite;

import java.nio.file.Path;
import java.util.Map;

/** The child of a test: uses a delegate that ends the process. */
final class CrashingDelegate {
    private CrashingDelegate() {}

    public static void main(String... args) {
        TfLite tfLite = TfLite.load(Path.of(args[0]), Path.of("unused"));
        TfLiteModel model = TfLiteModel.of(tfLite, Path.of(args[1]));
        ExternalDelegate delegate = ExternalDelegate.open(Path.of(args[2]), Map.of("mode", "crash"));
        System.out.println("preparing");
        TfLiteInterpreter.create(model, InterpreterOptions.delegated(1, delegate));
        System.out.println("survived");
    }
}
