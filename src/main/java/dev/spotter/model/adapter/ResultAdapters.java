package dev.spotter.model.adapter;

import dev.spotter.model.ModelException;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelRunner;
import dev.spotter.model.ModelTask;
import dev.spotter.tflite.TensorType;
import dev.spotter.tflite.TfLiteTensor;
import java.util.Arrays;

/** The adapter for what a package gives. */
public final class ResultAdapters {
    private ResultAdapters() {}

    /**
     * The adapter of a package whose model is loaded.
     *
     * @throws ModelException {@code unsupported-outputs}
     */
    public static ResultAdapter of(ModelPackage model, ModelRunner runner) {
        TfLiteTensor first = runner.interpreter().outputs().getFirst();
        if (model.task() == ModelTask.POSE
                && first.type() == TensorType.FLOAT32
                && Arrays.equals(first.shape(), new int[] {1, 1, 17, 3})) {
            return new SinglePoseAdapter(first);
        }
        throw new ModelException(
                "unsupported-outputs",
                "%s is for %s and gives %s, for which there is no adapter"
                        .formatted(
                                model.name(),
                                model.task().word(),
                                runner.interpreter().outputs()));
    }
}
