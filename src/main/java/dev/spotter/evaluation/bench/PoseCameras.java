package dev.spotter.evaluation.bench;

import dev.spotter.capture.FrameSource;
import dev.spotter.capture.Speed;
import dev.spotter.capture.camera.CameraConfiguration;
import dev.spotter.capture.camera.CameraSource;
import dev.spotter.capture.motion.MotionConfiguration;
import dev.spotter.capture.motion.Sensitivity;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelRunner;
import dev.spotter.model.ModelStore;
import dev.spotter.model.frame.PackagedFrameModel;
import dev.spotter.pipeline.CameraPipeline;
import dev.spotter.pipeline.FrameNeed;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.ObservationListener;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import dev.spotter.pipeline.StoreLibrary;
import dev.spotter.tflite.TfLite;
import dev.spotter.tflite.TfLiteInterpreter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cameras that a model of poses looks at, opened and not yet running.
 *
 * @param sources the cameras
 * @param pipelines one a camera, in the same order
 * @param interpreters what the model runs on, shared by the cameras
 */
record PoseCameras(List<FrameSource> sources, List<CameraPipeline> pipelines, List<TfLiteInterpreter> interpreters)
        implements AutoCloseable {
    /** No motion gate: the model looks at every frame. */
    static final MotionConfiguration EVERY_FRAME =
            new MotionConfiguration(Sensitivity.MEDIUM, Duration.ZERO, List.of());

    private static final int COMPILING_FRAMES_A_ROUND = 10;

    /** Opens so many, all alike. */
    static PoseCameras open(
            TfLite tfLite,
            ModelPackage model,
            int cameras,
            CameraConfiguration configuration,
            ObservationListener listener) {
        List<TfLiteInterpreter> interpreters = new ArrayList<>();
        ModelLibrary library = library(tfLite, model, interpreters);
        CameraConfiguration fitting = configuration.fitting(FrameNeed.of(List.of(model.imageInput())));
        List<FrameSource> sources = new ArrayList<>();
        List<CameraPipeline> pipelines = new ArrayList<>();
        for (int camera = 0; camera < cameras; camera++) {
            String name = "camera-" + (camera + 1);
            FrameSource source = new CameraSource(name, fitting);
            sources.add(source);
            pipelines.add(CameraPipeline.open(
                    new PipelineConfiguration(
                            name,
                            name,
                            PipelineConfiguration.Given.FRAMES,
                            List.of(new StageConfiguration.Infer(model.name(), model.name(), null, null))),
                    source,
                    library,
                    listener));
        }
        return new PoseCameras(sources, pipelines, interpreters);
    }

    /** As the agent has it: cameras share what is loaded, which can be run by floors too. */
    private static ModelLibrary library(TfLite tfLite, ModelPackage model, List<TfLiteInterpreter> interpreters) {
        return new StoreLibrary(
                new ModelStore(List.of(model.folder().getParent())),
                (window, _) -> {
                    throw new IllegalStateException(window.name() + " looks at samples");
                },
                (found, accelerator) -> {
                    ModelRunner runner = ModelRunner.open(tfLite, found, accelerator);
                    interpreters.add(runner.interpreter());
                    return PackagedFrameModel.of(found, runner);
                },
                Map.of());
    }

    /** Runs a camera as fast as it goes: at its own pace it would take minutes until Java's compiler is done. */
    static void compile(TfLite tfLite, ModelPackage model, CameraConfiguration camera, BenchSettings settings) {
        CameraConfiguration fast = camera.withSpeed(Speed.MAX);
        try (PoseCameras poses = open(tfLite, model, 1, fast, new CountedObservations());
                LiveCameras live = new LiveCameras(poses.sources, poses.pipelines)) {
            live.goOnUntil((long) COMPILING_FRAMES_A_ROUND * settings.rounds());
        }
    }

    /** Only when the cameras give no frames any more. */
    @Override
    public void close() {
        pipelines.forEach(CameraPipeline::close);
    }
}
