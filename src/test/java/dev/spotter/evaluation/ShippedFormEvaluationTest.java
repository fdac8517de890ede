package dev.spotter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import dev.spotter.model.ModelStore;
import dev.spotter.model.WindowClassifier;
import dev.spotter.pipeline.StoreLibrary;
import dev.spotter.profile.ProfileReader;
import dev.spotter.tflite.TfLite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped ensemble on curls of people that it knows; it holds what may not get worse unnoticed. What it is worth on
 * others is on its card. Two sets of one person look exchanged, so that he cannot be right in them.
 */
class ShippedFormEvaluationTest {
    @TempDir
    Path folder;

    @Test
    void curls_of_people_that_the_members_know_are_judged_window_by_window_and_repetition_by_repetition()
            throws Exception {
        Path data = SharedFiles.data("wle-dumbbell-curl");
        TfLite tfLite = TfLite.load(null, folder);
        StoreLibrary library = new StoreLibrary(
                new ModelStore(List.of(SharedFiles.home().resolve("models-tflite"))),
                (model, accelerator) -> WindowClassifier.open(tfLite, model, accelerator),
                Map.of());
        EvaluationTask task = EvaluationTask.IMU_FORM;
        List<EvaluationPart> parts = EvaluationParts.of(
                task,
                ProfileReader.read(SharedFiles.home().resolve("device-profiles").resolve(task.profile()))
                        .pipelines(),
                data,
                Optional.empty());
        EvaluationReport report = new Evaluation(task, parts, library).run();
        assertThat(report.subjects()).containsExactly("adelmo", "carlitos", "charles", "eurico", "pedro");
        for (String subject : List.of("adelmo", "carlitos", "charles", "pedro")) {
            assertThat(report.perSubject().get(subject).value("accuracy")).isGreaterThan(0.97);
            assertThat(report.perSubject().get(subject).value("repetitionAccuracy"))
                    .isGreaterThan(0.95);
        }
        assertThat(report.perSubject().get("eurico").value("accuracy")).isBetween(0.5, 0.7);
        assertThat(report.members()).hasSize(4);
    }
}
