package dev.spotter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.SharedFiles;
import dev.spotter.capture.RecordingFormat;
import dev.spotter.capture.ReplayConfiguration;
import dev.spotter.capture.ReplaySource;
import dev.spotter.capture.Speed;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.model.ModelStore;
import dev.spotter.model.TrainingNote;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import dev.spotter.pipeline.StoreLibrary;
import dev.spotter.profile.ProfileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped profiles, ensembles and notes of what their members were trained on. */
class TwinsTest {
    private static final Path SHIPPED = SharedFiles.home().resolve("models-tflite");

    @TempDir
    Path folder;

    private Path recordings;

    @BeforeEach
    void record() throws IOException {
        recordings = Files.createDirectory(folder.resolve("recordings"));
        Files.writeString(
                recordings.resolve("recordings.csv"),
                "file,subject,label,start,repetitions,attributes\na.csv,A,squat,2026-01-01T00:00:00Z,,\n");
        Files.writeString(
                recordings.resolve("a.csv"),
                "time_s,acceleration_x_g,acceleration_y_g,acceleration_z_g,angular_rate_x_dps,angular_rate_y_dps,angular_rate_z_dps\n"
                        + "0,0,0,1,0,0,0\n0.02,0,0,1,0,0,0\n");
    }

    @Test
    void falls_are_measured_by_twins_that_stand_where_the_shipped_ensembles_stood() {
        Twins twins = twins(EvaluationTask.IMU_FALL, SHIPPED);
        assertThat(ensembles(twins)).containsExactly("fall-waist-twin", "fall-wrist-twin");
        assertThat(twins.parts())
                .extracting(
                        part -> EvaluationTask.IMU_FALL.stage(part.pipeline()).id())
                .containsExactly("belt-says", "watch-says");
        assertThat(twins.notes())
                .containsExactly(
                        "'fall-waist-twin' is measured in the place of 'fall-waist'",
                        "'fall-wrist-twin' is measured in the place of 'fall-wrist'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fall-waist-twin", "fall-wrist-twin"})
    void twins_of_falls_are_small_and_trained_on_class_a_data_alone(String twin) throws IOException {
        ModelStore store = new ModelStore(List.of(SHIPPED));
        for (String member : EnsemblePackage.read(SHIPPED.resolve(twin)).memberNames()) {
            assertThat(store.find(member).training().notice()).isEmpty();
            assertThat(store.find(member).training().data())
                    .extracting(TrainingNote.Data::grade)
                    .containsOnly(TrainingNote.Grade.A);
            assertThat(SHIPPED.resolve(member).resolve(store.find(member).file()))
                    .isRegularFile();
            assertThat(Files.size(
                            SHIPPED.resolve(member).resolve(store.find(member).file())))
                    .isLessThan(200_000);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSE_FORM", "IMU_FORM"})
    void what_was_trained_on_class_a_data_alone_is_its_own_twin(EvaluationTask task) {
        Twins twins = twins(task, SHIPPED);
        assertThat(twins.parts())
                .extracting(EvaluationPart::pipeline)
                .containsExactlyElementsOf(
                        parts(task).stream().map(EvaluationPart::pipeline).toList());
        assertThat(twins.notes()).isNotEmpty().allSatisfy(note -> assertThat(note)
                .endsWith("was trained on class A data alone and is measured as it is"));
    }

    @ParameterizedTest
    @EnumSource(names = {"IMU_EXERCISE", "IMU_REPS"})
    void what_has_no_twin_is_refused_with_what_it_was_trained_on(EvaluationTask task) {
        assertThatThrownBy(() -> twins(task, SHIPPED))
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo("no-twin"))
                .hasMessageContaining("'exercise' was trained on barbell-metamotion (class C)")
                .hasMessageEndingWith("there is no 'exercise-twin' that was trained on class A data alone");
    }

    @Test
    void a_model_that_a_stage_runs_alone_has_no_twin_but_itself() {
        List<EvaluationPart> alone = List.of(part(new PipelineConfiguration(
                "rack",
                "imu",
                List.of(
                        new StageConfiguration.Window(null, Duration.ofSeconds(4), Duration.ofMillis(200), null),
                        new StageConfiguration.Infer(null, "exercise-cnn", null, null)))));
        assertThatThrownBy(() -> Twins.of(alone, library(SHIPPED), new ModelStore(List.of(SHIPPED))))
                .hasMessageContaining("'exercise-cnn' was trained on barbell-metamotion (class C)");
    }

    @Test
    void a_twin_that_was_trained_on_other_data_too_is_refused() throws IOException {
        Path liar = Files.createDirectory(folder.resolve("fall-waist-twin"));
        Files.writeString(
                liar.resolve("ensemble.yaml"),
                Files.readString(SHIPPED.resolve("fall-waist/ensemble.yaml"))
                        .replace("name: fall-waist\n", "name: fall-waist-twin\n"));
        assertThatThrownBy(() -> twins(EvaluationTask.IMU_FALL, folder, SHIPPED))
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo("twin-not-class-a"))
                .hasMessage("'fall-waist-twin' is no twin of class A: it was trained on sisfall (class C)");
    }

    private Twins twins(EvaluationTask task, Path... models) {
        return Twins.of(parts(task), library(models), new ModelStore(List.of(models)));
    }

    /** Models are described, not run. */
    private static StoreLibrary library(Path... models) {
        return new StoreLibrary(
                new ModelStore(List.of(models)),
                (_, _) -> {
                    throw new AssertionError("nothing is to run");
                },
                Map.of());
    }

    private List<EvaluationPart> parts(EvaluationTask task) {
        return ProfileReader.read(SharedFiles.home().resolve("device-profiles").resolve(task.profile()))
                .pipelines()
                .stream()
                .filter(task::measures)
                .map(this::part)
                .toList();
    }

    private EvaluationPart part(PipelineConfiguration pipeline) {
        return new EvaluationPart(
                pipeline,
                new ReplaySource(
                        "recordings",
                        new ReplayConfiguration(
                                RecordingFormat.SPOTTER,
                                recordings,
                                Speed.MAX,
                                ReplayConfiguration.USUAL_PAUSE,
                                Map.of())));
    }

    private static List<String> ensembles(Twins twins) {
        return twins.parts().stream()
                .map(part -> EvaluationTask.IMU_FALL
                        .stage(part.pipeline())
                        .ensemble()
                        .orElseThrow())
                .toList();
    }
}
