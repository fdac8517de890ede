package dev.spotter.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spotter.SharedFiles;
import dev.spotter.model.MoveNetPackage;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a profile can say of cameras, and what is told of one that cannot work. */
class CameraProfileTest {
    private static final String WATCH = """
            device: {site: riverside, id: rack-3}
            sources:
              imu:  {type: simulated, lifter: novice, seed: 7}
              door: {type: camera, url: "lavfi:testsrc2=size=640x480:rate=15"}
            pipelines:
              watch:
                source: door
                stages:
                  - infer: {model: people}
                  - infer: {model: movenet, input: people, crops: 3, id: pose}
            rules:
              somebody: {when: pose.person > 0.5, for: 1s, severity: warning}
            """;

    @TempDir
    private Path folder;

    @Test
    void a_pipeline_of_a_camera_is_over_frames() throws IOException {
        PipelineConfiguration pipeline = read(WATCH).pipelines().getFirst();
        assertThat(pipeline.given()).isEqualTo(PipelineConfiguration.Given.FRAMES);
        assertThat(pipeline.stages().getLast())
                .isEqualTo(new StageConfiguration.Infer("pose", "movenet", null, "people", 3));
    }

    @Test
    void stages_that_do_not_fit_a_camera_or_a_sensor_are_told_with_their_place() throws IOException {
        assertError(
                WATCH.replace("- infer: {model: people}", "- window: {seconds: 5, step: 1, id: people}"),
                "wrong-source",
                "profile.yaml:9:");
        assertError(WATCH.replace("source: door", "source: imu"), "wrong-source", "profile.yaml:10:");
        assertError(WATCH.replace("crops: 3", "crops: 0"), "yaml-wrong-value", "crops");
    }

    @Test
    void a_camera_that_cannot_be_read_is_the_only_thing_that_is_told() throws IOException {
        ProfileException refused = catchThrowableOfType(
                ProfileException.class, () -> read(WATCH.replace("type: camera,", "type: camera, szie: 640x480,")));
        assertThat(refused.errors()).singleElement().satisfies(error -> assertThat(error.message())
                .contains("szie"));
    }

    @Test
    void models_that_do_not_fit_where_they_stand_and_rules_that_no_model_can_speak_for_are_refused()
            throws IOException {
        Path models = Files.createDirectory(folder.resolve("models"));
        MoveNetPackage.write(models, "movenet");
        List<Path> store = List.of(models, SharedFiles.home().resolve("models-tflite"));
        String whole = WATCH.replace("- infer: {model: people}\n      ", "").replace("input: people, crops: 3, ", "");

        assertThatCode(() -> read(whole).checkModels(store)).doesNotThrowAnyException();
        assertRefused(whole.replace("pose.person", "pose.persn"), store, "unknown-label", "did you mean 'person'");
        assertRefused(whole.replace("model: movenet", "model: fall-waist-cnn"), store, "wrong-input-kind", "picture");
        assertRefused(WATCH.replace("model: people", "model: movenet, id: people"), store, "no-detections", "'people'");
        assertRefused(
                whole.replace("source: door", "source: imu")
                        .replace("- infer:", "- window: {seconds: 2, step: 1}\n      - infer:"),
                store,
                "wrong-input-kind",
                "window");
    }

    @Test
    void the_profiles_that_come_with_spotter_fit_the_models_that_come_with_it() {
        List<Path> store = List.of(SharedFiles.home().resolve("models-tflite"));
        for (String name : List.of("demo", "fall", "imu-form", "pose-form", "replay")) {
            Path file = SharedFiles.home().resolve("device-profiles/" + name + ".yaml");
            assertThatCode(() -> ProfileReader.read(file).checkModels(store))
                    .as(name)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void the_shipped_profile_of_a_camera_says_which_model_to_install_and_fits_it() throws IOException {
        Path models = Files.createDirectory(folder.resolve("models"));
        List<Path> store = List.of(models, SharedFiles.home().resolve("models-tflite"));
        Profile profile = ProfileReader.read(SharedFiles.home().resolve("device-profiles/camera.yaml"));
        assertThatThrownBy(() -> profile.checkModels(store))
                .hasMessageContaining("there is no model 'movenet-lightning'")
                .hasMessageContaining("spotter models install movenet-lightning");
        MoveNetPackage.write(models, "movenet-lightning");
        assertThatCode(() -> profile.checkModels(store)).doesNotThrowAnyException();
    }

    private void assertError(String yaml, String code, String words) throws IOException {
        Path file = write(yaml);
        ProfileException refused = catchThrowableOfType(ProfileException.class, () -> ProfileReader.read(file));
        assertThat(refused.errors()).anySatisfy(error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.message()).contains(words);
        });
    }

    private void assertRefused(String yaml, List<Path> models, String code, String words) throws IOException {
        Profile profile = read(yaml);
        assertThatThrownBy(() -> profile.checkModels(models))
                .hasMessageContaining(words)
                .satisfies(refused -> assertThat(Failures.code(refused)).hasValue(code));
    }

    private Profile read(String yaml) throws IOException {
        return ProfileReader.read(write(yaml));
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("profile.yaml"), yaml);
    }
}
