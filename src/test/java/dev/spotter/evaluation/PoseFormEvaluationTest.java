package dev.spotter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import dev.spotter.model.ModelStore;
import dev.spotter.model.WindowClassifier;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import dev.spotter.pipeline.StoreLibrary;
import dev.spotter.tflite.TfLite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped ensembles of poses on every twentieth recorded frame, in files that are named as those of strangers are.
 * The members know these frames: what is held here is that they are asked, left out and scored as they should be.
 */
class PoseFormEvaluationTest {
    private static final int EVERY = 20;
    private static final Map<String, String> FILES = Map.of(
            "squat.train", "squat.test",
            "plank.dataset2-history", "plank.test",
            "lunge.err.train2-history", "lunge.err.test",
            "lunge.dataset-history", "lunge.stage.test",
            "bicep.train-partial-history", "bicep.test",
            "squat.analyze_pose", "squat.analyze_pose");
    private static final List<String> KEYS =
            List.of("macroF1", "squat.macroF1", "plank.macroF1", "lunge.macroF1", "curl.macroF1", "ece");

    @TempDir
    Path data;

    private Path source;

    @BeforeEach
    void recordings() {
        source = SharedFiles.data("pose-exercise-correction");
    }

    @Test
    void every_exercise_is_scored_by_its_own_ensemble_and_what_none_knows_is_told() throws Exception {
        write(_ -> true);
        EvaluationReport report = evaluate();
        assertThat(report.metrics().values().keySet()).containsExactlyElementsOf(KEYS);
        assertThat(report.metrics().value("macroF1")).isGreaterThan(0.97);
        assertThat(report.metrics().value("ece")).isLessThan(0.03);
        assertThat(report.subjects()).containsExactly("bicep.test", "lunge.err.test", "plank.test", "squat.test");
        assertThat(report.members()).hasSize(12);
        assertThat(report.variants()).containsOnlyKeys("single");
        assertThat(report.notes())
                .anySatisfy(note -> assertThat(note).contains("squat.analyze_pose", "recording-header-unknown"));
        assertThat(report.n()).isEqualTo(frames("squat.test", "plank.test", "lunge.err.test", "bicep.test"));
    }

    @Test
    void seventeen_points_without_depth_and_feet_are_judged_by_the_members_that_need_no_more() throws Exception {
        write(column -> (column.endsWith("_x") || column.endsWith("_y")) && !column.matches(".*_(heel|foot_index)_."));
        EvaluationReport report = evaluate();
        assertThat(report.members())
                .containsOnlyKeys(
                        "form-squat-posture",
                        "form-plank-posture",
                        "form-plank-geometry",
                        "form-lunge-posture",
                        "form-lunge-geometry",
                        "form-curl-posture");
        assertThat(KEYS.subList(0, 5))
                .allSatisfy(key -> assertThat(report.metrics().value(key)).isGreaterThan(0.95));
        assertThat(report.metrics().value("ece")).isLessThan(0.03);
        assertThat(report.variants()).isEmpty();
        assertThat(report.notes()).anySatisfy(note -> assertThat(note)
                .startsWith("variant 'single' is not measured: model 'form-squat-geometry'")
                .endsWith("(channel-missing)"));
    }

    @Test
    void rows_that_are_no_frames_and_unknown_labels_are_left_out_and_told() throws Exception {
        write(_ -> true);
        Path file = data.resolve("squat.test.csv");
        List<String> rows = new ArrayList<>(Files.readAllLines(file));
        long frames = rows.size() - 1L;
        rows.set(1, rows.get(1).replaceFirst(",[^,]*", ",nan"));
        rows.set(2, rows.get(2).replaceFirst(",[^,]*", ""));
        rows.set(3, rows.get(3).replaceFirst("^[^,]*", "sideways"));
        Files.write(file, rows);
        EvaluationReport report = evaluate();
        assertThat(report.n()).isEqualTo(frames - 3 + frames("plank.test", "lunge.err.test", "bicep.test"));
        assertThat(report.notes())
                .contains("left out: squat.test, label 'sideways', which no ensemble knows")
                .anySatisfy(note -> assertThat(note).contains("squat.test.csv:2", "recording-number-bad"))
                .anySatisfy(note -> assertThat(note).contains("squat.test.csv:3", "recording-row-bad"));
    }

    private EvaluationReport evaluate() throws InterruptedException {
        TfLite tfLite = TfLite.load(null, data);
        StoreLibrary library = new StoreLibrary(
                new ModelStore(List.of(SharedFiles.home().resolve("models-tflite"))),
                (model, accelerator) -> WindowClassifier.open(tfLite, model, accelerator),
                Map.of());
        List<PipelineConfiguration> pipelines = List.of("squat", "plank", "lunge", "curl").stream()
                .map(PoseFormEvaluationTest::pipeline)
                .toList();
        return new Evaluation(
                        EvaluationTask.POSE_FORM,
                        EvaluationParts.of(EvaluationTask.POSE_FORM, pipelines, data, Optional.empty()),
                        library)
                .run();
    }

    private static PipelineConfiguration pipeline(String exercise) {
        Duration frame = Duration.ofMillis(20);
        return new PipelineConfiguration(
                exercise,
                "points",
                List.of(
                        new StageConfiguration.Window(null, frame, frame, Duration.ZERO),
                        new StageConfiguration.Ensemble("form", "form-" + exercise, null, List.of())));
    }

    private long frames(String... files) throws IOException {
        long frames = 0;
        for (String file : files) {
            frames += Files.readAllLines(data.resolve(file + ".csv")).size() - 1L;
        }
        return frames;
    }

    private void write(Predicate<String> wanted) throws IOException {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            List<String> rows = Files.readAllLines(source.resolve(file.getKey() + ".csv"));
            String[] header = rows.getFirst().split(",");
            List<String> written = new ArrayList<>();
            for (int row = 0; row < rows.size(); row = row == 0 ? 1 : row + EVERY) {
                String[] fields = rows.get(row).split(",");
                List<String> kept = new ArrayList<>(List.of(fields[0]));
                for (int column = 1; column < header.length; column++) {
                    if (wanted.test(header[column])) {
                        kept.add(fields[column]);
                    }
                }
                written.add(String.join(",", kept));
            }
            Files.write(data.resolve(file.getValue() + ".csv"), written);
        }
    }
}
