package dev.spotter.model.adapter;

import dev.spotter.model.AdapterConfiguration;
import dev.spotter.model.AdapterConfiguration.Autoencoder;
import dev.spotter.model.AdapterConfiguration.Classified;
import dev.spotter.model.AdapterConfiguration.Embedded;
import dev.spotter.model.AdapterConfiguration.MediaPipeDetection;
import dev.spotter.model.AdapterConfiguration.MediaPipePoseLandmarks;
import dev.spotter.model.AdapterConfiguration.MoveNet;
import dev.spotter.model.AdapterConfiguration.Ssd;
import dev.spotter.model.AdapterConfiguration.SsdPostprocessed;
import dev.spotter.model.ModelException;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelRunner;

/** Chooses the adapter of a model. */
public final class ResultAdapters {
    private ResultAdapters() {}

    /**
     * The adapter that a package's section {@code adapter} names, else the one that its task and outputs mean plainly.
     *
     * @param runner has the package's model loaded
     * @throws dev.spotter.model.ModelException {@code adapter-missing}, {@code output-missing}, {@code wrong-outputs},
     *     {@code wrong-tensor-shape} or {@code unsupported-tensor-type} where the model is not what its package says
     */
    public static ResultAdapter of(ModelPackage model, ModelRunner runner) {
        AdapterConfiguration configuration = model.outputAdapter()
                .orElseThrow(() -> new ModelException(
                        "adapter-missing",
                        "%s is for %s, but neither its outputs nor a section adapter in its %s say how they are read"
                                .formatted(model.name(), model.task().word(), ModelPackage.DESCRIPTION)));
        return of(configuration, MeantTensors.of(model, runner.interpreter()));
    }

    static ResultAdapter of(AdapterConfiguration configuration, MeantTensors tensors) {
        return switch (configuration) {
            case Classified _ -> new ClassificationAdapter(tensors);
            case MoveNet moveNet -> new MoveNetAdapter(moveNet, tensors);
            case MediaPipePoseLandmarks landmarks -> new PoseLandmarksAdapter(landmarks, tensors);
            case MediaPipeDetection detection -> new MediaPipeDetectionAdapter(detection, tensors);
            case Ssd ssd -> new SsdAdapter(ssd, tensors);
            case SsdPostprocessed ssd -> new PostprocessedAdapter(ssd, tensors);
            case Embedded _ -> new EmbeddingAdapter(tensors);
            case Autoencoder autoencoder -> new AutoencoderAdapter(autoencoder, tensors);
        };
    }
}
