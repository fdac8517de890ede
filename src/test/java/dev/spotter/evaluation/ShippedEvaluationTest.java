package dev.spotter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import dev.spotter.capture.RecordingFormat;
import dev.spotter.capture.ReplayConfiguration;
import dev.spotter.capture.ReplaySource;
import dev.spotter.capture.Speed;
import dev.spotter.model.ModelStore;
import dev.spotter.model.WindowClassifier;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import dev.spotter.pipeline.StoreLibrary;
import dev.spotter.tflite.TfLite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped ensemble and the counting on real recordings; it holds what may not get worse unnoticed. */
class ShippedEvaluationTest {
    @TempDir
    Path data;

    @Test
    void the_shipped_ensemble_recognises_the_recorded_sets() throws Exception {
        EvaluationReport report = evaluate(EvaluationTask.IMU_EXERCISE);
        assertThat(report.subjects()).containsExactly("A", "C");
        assertThat(report.metrics().value("accuracy")).isGreaterThan(0.95);
        assertThat(report.metrics().value("setAccuracy")).isGreaterThan(0.97);
        assertThat(report.members()).hasSize(4);
        assertThat(report.variants()).containsOnlyKeys("bagging", "boosting", "stacking", "single");
        assertThat(report.variants().values())
                .allSatisfy(variant -> assertThat(variant.value("accuracy")).isGreaterThan(0.9));
        assertThat(report.members().values())
                .allSatisfy(member -> assertThat(member.value("accuracy")).isGreaterThan(0.85));
        assertThat(report.notes())
                .filteredOn(note -> note.startsWith("left out"))
                .singleElement()
                .asString()
                .contains("C-bench-heavy 14.51.27");
    }

    @Test
    void the_repetitions_of_the_recorded_sets_are_counted() throws Exception {
        EvaluationReport report = evaluate(EvaluationTask.IMU_REPS);
        assertThat(report.n()).isEqualTo(41);
        assertThat(report.metrics().value("withinOne")).isGreaterThan(0.9);
        assertThat(report.metrics().value("meanAbsoluteError")).isLessThan(0.5);
    }

    private EvaluationReport evaluate(EvaluationTask task) throws InterruptedException {
        TfLite tfLite = TfLite.load(null, data);
        StoreLibrary library = new StoreLibrary(
                new ModelStore(List.of(SharedFiles.home().resolve("models-tflite"))),
                (model, accelerator) -> WindowClassifier.open(tfLite, model, accelerator),
                Map.of());
        PipelineConfiguration pipeline = new PipelineConfiguration(
                "lift",
                "bar-imu",
                List.of(
                        new StageConfiguration.Window(null, Duration.ofSeconds(5), Duration.ofMillis(200), null),
                        new StageConfiguration.Ensemble("what", "exercise", null, List.of()),
                        new StageConfiguration.Reps("count", "what")));
        ReplaySource recordings = new ReplaySource(
                "recordings",
                new ReplayConfiguration(RecordingFormat.METAMOTION, SharedFiles.data("barbell-metamotion"), Speed.MAX));
        return new Evaluation(task, List.of(new EvaluationPart(pipeline, recordings)), library).run();
    }
}
