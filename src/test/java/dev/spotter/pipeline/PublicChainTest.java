package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.SharedFiles;
import dev.spotter.model.ModelStore;
import dev.spotter.model.MoveNetPackage;
import dev.spotter.model.PublicPackage;
import dev.spotter.model.frame.Frames;
import dev.spotter.model.frame.PackagedFrameModel;
import dev.spotter.model.picture.Picture;
import dev.spotter.model.picture.PictureReader;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Keypoints;
import dev.spotter.observation.Poses;
import dev.spotter.tflite.TfLite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MediaPipe's pose detection and landmarks, one model before the other, beside MoveNet on the same frames. */
class PublicChainTest {
    @TempDir
    private Path folder;

    private final FindingsList found = new FindingsList();

    @Test
    void a_chain_sees_the_body_that_another_network_sees_and_nobody_where_there_is_nobody() throws Exception {
        Picture squat = PictureReader.read(Files.readAllBytes(SharedFiles.models("coral/squat.bmp")));
        String detection = PublicPackage.POSE_DETECTION.write(folder).name();
        String landmarks = PublicPackage.POSE_LANDMARKS.write(folder).name();
        MoveNetPackage.write(folder, "movenet");
        TfLite tfLite = TfLite.load(null, folder.resolve("data"));
        StoreLibrary library = new StoreLibrary(
                new ModelStore(List.of(folder)),
                (_, _) -> {
                    throw new IllegalStateException("no windows here");
                },
                (model, accelerator) -> PackagedFrameModel.open(tfLite, model, accelerator),
                Map.of());
        PipelineConfiguration watch = new PipelineConfiguration(
                "watch",
                "rack-cam",
                PipelineConfiguration.Given.FRAMES,
                List.of(
                        new StageConfiguration.Infer("people", detection, null, null),
                        new StageConfiguration.Infer("body", landmarks, null, "people", 1),
                        new StageConfiguration.Infer("alone", "movenet", null, null)));
        try (CameraPipeline pipeline = CameraPipeline.open(watch, new ScriptedCamera(false), library, found)) {
            pipeline.frame(Frames.of(squat));
            assertThat(pipeline.problems()).isEmpty();
            Keypoints chained =
                    found.of(Poses.class).getFirst().poses().getFirst().keypoints();
            Keypoints alone = found.of(Poses.class).getLast().poses().getFirst().keypoints();
            for (String part : List.of("nose", "left-shoulder", "right-shoulder", "left-knee", "right-knee")) {
                int one = chained.names().indexOf(part);
                int other = alone.names().indexOf(part);
                assertThat(chained.x(one)).as(part).isCloseTo(alone.x(other), within(0.06f));
                assertThat(chained.y(one)).as(part).isCloseTo(alone.y(other), within(0.06f));
            }

            found.observations.clear();
            pipeline.frame(Frames.black(640, 480));
            assertThat(found.of(Detections.class)).containsExactly(Detections.NONE);
            assertThat(found.of(Poses.class)).contains(Poses.NONE);
        }
    }
}
