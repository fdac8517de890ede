package dev.spotter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.SharedFiles;
import dev.spotter.capture.WleFiles;
import dev.spotter.ensemble.Calibration;
import dev.spotter.ensemble.Combination;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.ensemble.Member;
import dev.spotter.model.WindowSource;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions of curls as they are filed, through the real pipeline with its reference, its repetitions and two models that a
 * hand can follow: {@code level} knows a set by the level of the belt's x in g, {@code dull} takes everything for right.
 */
class FormEvaluationTest {
    private static final List<String> LABELS = List.of("A", "B", "C", "D", "E");
    private static final double SET = 30;

    @TempDir
    Path data;

    private Duration window = Duration.ofMillis(2400);

    @Test
    void windows_and_repetitions_are_scored_person_by_person() throws Exception {
        new WleFiles()
                .person("anna", "ABCDE", SET)
                .late(Map.of("arm", 5.0, "dumbbell", 2.4))
                .person("ben", "ABCDE", SET)
                .write(data);
        EvaluationReport report = evaluate(data, true);
        assertThat(report.task()).isEqualTo(EvaluationTask.IMU_FORM);
        assertThat(report.subjects()).containsExactly("anna", "ben");
        // anna: 12 s of A and 28 s of the others, ben: 5 s of his last set less; a window every 0.2 s
        assertThat(report.n()).isBetween(1100L, 1300L);
        assertThat(report.metrics().value("accuracy")).isEqualTo(1);
        assertThat(report.metrics().value("macroF1")).isEqualTo(1);
        // but for those that a recording's end cuts off before there is a verdict over them
        assertThat(report.metrics().value("repetitionAccuracy")).isGreaterThan(0.9);
        assertThat(report.members()).containsOnlyKeys("level", "dull");
        assertThat(report.members().get("dull").value("accuracy")).isBetween(0.05, 0.2);
        assertThat(report.variants()).containsOnlyKeys("single");
        assertThat(report.variants().get("single")).isNotEqualTo(report.metrics());
        assertThat(report.variants().get("single").value("repetitionAccuracy"))
                .isEqualTo(report.metrics().value("repetitionAccuracy"));
        assertThat(report.perSubject().get("ben").value("accuracy")).isEqualTo(1);
        assertThat(report.notes()).anySatisfy(note -> assertThat(note).startsWith("cut: ben E"));
        assertThat(report.notes()).noneSatisfy(note -> assertThat(note).startsWith("miscounted"));
    }

    @Test
    void a_lone_stranger_is_measured_without_a_class_that_is_absent() throws Exception {
        new WleFiles().person("stranger", "ABD", SET).write(data);
        EvaluationReport report = evaluate(data, true);
        assertThat(report.subjects()).containsExactly("stranger");
        assertThat(report.metrics().value("macroF1")).isBetween(0.3, 0.7);
    }

    @Test
    void a_pipeline_that_looks_back_too_far_or_judges_no_repetitions_is_refused() throws Exception {
        new WleFiles().person("anna", "AB", SET).write(data);
        assertThatThrownBy(() -> evaluate(data, false))
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo("pipeline-not-measurable"));
        window = Duration.ofSeconds(3);
        assertThatThrownBy(() -> evaluate(data, true))
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo("looks-back-too-far"));
    }

    @Test
    void published_sets_have_verdicts_from_the_first_instant_that_is_judged_and_ten_repetitions_about()
            throws Exception {
        EvaluationReport report = evaluate(SharedFiles.data("wle-dumbbell-curl"), true);
        assertThat(report.subjects()).hasSize(5);
        // who takes everything for right is right where A is done, and wrong elsewhere: a verdict that lacks is neither
        double right = report.members().get("dull").value("accuracy");
        double wholeF1 = 2 * right / (1 + right) / LABELS.size();
        assertThat(report.members().get("dull").value("macroF1")).isBetween(wholeF1, wholeF1 * 1.01);
        assertThat(report.metrics().value("repetitionAccuracy")).isBetween(0.1, 0.3);
        assertThat(report.notes()).noneSatisfy(note -> assertThat(note).startsWith("miscounted"));
        assertThat(report.notes().stream().filter(note -> note.startsWith("cut: ")))
                .hasSize(5);
    }

    private EvaluationReport evaluate(Path folder, boolean repetitions) throws InterruptedException {
        StageConfiguration.Window windows = new StageConfiguration.Window(
                null, window, Duration.ofMillis(200), Duration.ofMillis(2400), Duration.ofSeconds(6));
        StageConfiguration.Ensemble ensemble = new StageConfiguration.Ensemble("form", "form-imu", null, List.of());
        PipelineConfiguration pipeline = new PipelineConfiguration(
                "curl",
                "curls",
                repetitions
                        ? List.of(windows, ensemble, new StageConfiguration.Form("repetitions", "form", "curl"))
                        : List.of(windows, ensemble));
        return new Evaluation(
                        EvaluationTask.IMU_FORM,
                        EvaluationParts.of(EvaluationTask.IMU_FORM, List.of(pipeline), folder, Optional.empty()),
                        new HandLibrary())
                .run();
    }

    private final class HandLibrary implements ModelLibrary {
        @Override
        public Member open(String model, Optional<String> version, Optional<String> accelerator) {
            return new FormMember(model);
        }

        @Override
        public boolean offers(String ensemble) {
            return ensemble.equals("form-imu");
        }

        @Override
        public EnsemblePackage ensemble(String name) {
            return new EnsemblePackage(
                    Path.of(name),
                    name,
                    "1.0.0",
                    "",
                    LABELS,
                    new Combination.Mean(),
                    List.of(
                            new EnsemblePackage.MemberName("level", Optional.empty()),
                            new EnsemblePackage.MemberName("dull", Optional.empty())),
                    Duration.ZERO,
                    Calibration.NONE,
                    List.of(),
                    Optional.of("level"),
                    Optional.empty());
        }
    }

    private final class FormMember extends HandMember {
        private int channel;

        FormMember(String name) {
            super(name, LABELS, 25, (int) (FormEvaluationTest.this.window.toMillis() / 40));
        }

        @Override
        public void bind(WindowSource source) {
            assertThat(source.channels()).contains("relative.belt.acceleration-x");
            channel = source.channels().indexOf("belt.acceleration-x");
        }

        @Override
        public void run(float[] probabilities) {
            int label = name.equals("dull") ? 0 : Math.clamp(Math.round(window.value(channel, 0)) - 1, 0, 4);
            float sure = name.equals("dull") ? 0.3f : 0.9f;
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] = i == label ? sure : (1 - sure) / 4;
            }
        }
    }
}
