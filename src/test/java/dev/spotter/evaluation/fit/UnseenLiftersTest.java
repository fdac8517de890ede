package dev.spotter.evaluation.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.SharedFiles;
import dev.spotter.capture.WleFiles;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.ensemble.Member;
import dev.spotter.evaluation.EvaluationException;
import dev.spotter.evaluation.EvaluationPart;
import dev.spotter.evaluation.EvaluationParts;
import dev.spotter.evaluation.EvaluationReport;
import dev.spotter.evaluation.EvaluationTask;
import dev.spotter.evaluation.HandMember;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.WindowSource;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Curls of anna and ben, each seen relative to their own reference, through the fit and the measure that leave each of them
 * out: with two members of which one knows a set by how far the belt's x is from the reference, and one nothing.
 */
class UnseenLiftersTest {
    private static final List<String> LABELS = List.of("A", "B", "C", "D", "E");
    private static final List<String> MEMBERS = List.of("far", "dull");

    @TempDir
    Path folder;

    private Path data;
    private Path folds;
    private Path shipped;

    @BeforeEach
    void packages() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        folds = Files.createDirectory(folder.resolve("folds"));
        shipped = Files.createDirectory(folder.resolve("shipped"));
        for (Path where : List.of(folds.resolve("without-anna"), folds.resolve("without-ben"), shipped)) {
            for (String member : MEMBERS) {
                copy(SharedFiles.home().resolve("models-tflite/exercise-cnn"), where.resolve(member));
                Path description = where.resolve(member).resolve(ModelPackage.DESCRIPTION);
                Files.writeString(
                        description,
                        Files.readString(description)
                                .replace("name: exercise-cnn", "name: " + member)
                                .replaceFirst("(?m)^labels: .*$", "labels: [A, B, C, D, E]"));
            }
        }
        Files.writeString(
                folds.resolve(Folds.FILE),
                "folds:\n- {without: [anna], folder: without-anna}\n- {without: [ben], folder: without-ben}\n");
    }

    @Test
    void what_is_fitted_on_is_what_is_measured_behind_each_ones_own_reference() throws Exception {
        new WleFiles().person("anna", "ABC", 30).person("ben", "ABC", 30).write(data);
        OutOfFoldTable table = new OutOfFoldCollector(
                        spec(), EvaluationTask.IMU_FORM, parts(), models(), (_, _, _) -> {})
                .collect()
                .table();
        assertThat(table.subjects()).containsExactly("anna", "ben");
        assertThat(table.recordings()).hasSize(6);
        EvaluationReport report = new LeaveOneOut(List.of(spec()), models(), (_, _, _) -> {}).run(parts());
        assertThat(report.subjects()).containsExactly("anna", "ben");
        assertThat((long) Arrays.stream(table.unitsOfLabels()).sum()).isBetween(report.n() - 6, report.n() + 6);
        assertThat(report.metrics().value("accuracy")).isGreaterThan(0.95);
        assertThat(report.metrics().value("repetitionAccuracy")).isGreaterThan(0.9);
        assertThat(report.members().get("dull").value("accuracy")).isLessThan(0.4);
        assertThat(report.variants()).containsOnlyKeys("single");
        assertThat(report.perSubject().get("ben").value("accuracy")).isGreaterThan(0.95);
    }

    @Test
    void nothing_is_learnt_from_a_recording_that_the_spec_leaves_out_but_it_is_measured_as_filed() throws Exception {
        new WleFiles().person("anna", "ABC", 30).person("ben", "ABC", 30).write(data);
        OutOfFoldCollector.Collected collected = new OutOfFoldCollector(
                        spec("ben C"), EvaluationTask.IMU_FORM, parts(), models(), (_, _, _) -> {})
                .collect();
        OutOfFoldTable all = new OutOfFoldCollector(spec(), EvaluationTask.IMU_FORM, parts(), models(), (_, _, _) -> {})
                .collect()
                .table();
        int[] units = collected.table().unitsOfLabels();
        assertThat(units[2]).isPositive().isLessThan(all.unitsOfLabels()[2]);
        assertThat(units[0]).isEqualTo(all.unitsOfLabels()[0]);
        assertThat(collected.notes()).contains("left out: ben C, as the spec says");
        assertThat(new LeaveOneOut(List.of(spec("ben C")), models(), (_, _, _) -> {})
                        .run(parts())
                        .n())
                .isEqualTo(new LeaveOneOut(List.of(spec()), models(), (_, _, _) -> {})
                        .run(parts())
                        .n());
    }

    @Test
    void nobody_can_be_left_out_of_one_lifter() throws Exception {
        new WleFiles().person("anna", "ABC", 30).write(data);
        assertThatThrownBy(() -> new LeaveOneOut(List.of(spec()), models(), (_, _, _) -> {}).run(parts()))
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo("one-subject"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path copied = to.resolve(from.relativize(path).toString());
                Files.createDirectories(copied.getParent());
                Files.copy(path, copied);
            }
        }
    }

    private List<EvaluationPart> parts() {
        PipelineConfiguration pipeline = new PipelineConfiguration(
                "curl",
                "curls",
                List.of(
                        new StageConfiguration.Window(
                                null,
                                Duration.ofMillis(2400),
                                Duration.ofMillis(200),
                                Duration.ofMillis(2400),
                                Duration.ofSeconds(6)),
                        new StageConfiguration.Ensemble("form", "form-imu", null, List.of()),
                        new StageConfiguration.Form("repetition", "form", "curl")));
        return EvaluationParts.of(EvaluationTask.IMU_FORM, List.of(pipeline), data, Optional.empty());
    }

    private FoldModels models() {
        return new FoldModels(Folds.in(folds, List.of()), shipped, _ -> new HandLibrary());
    }

    private FitSpec spec(String... leftOut) {
        return new FitSpec(
                "form-imu",
                "1.0.0",
                "",
                "imu-form",
                Optional.empty(),
                new FitSpec.Way.Mean(),
                MEMBERS,
                Duration.ZERO,
                1,
                true,
                Optional.empty(),
                List.of(),
                List.of(leftOut),
                List.of());
    }

    private static final class HandLibrary implements ModelLibrary {
        @Override
        public Member open(String model, Optional<String> version, Optional<String> accelerator) {
            return new LifterMember(model);
        }

        @Override
        public EnsemblePackage ensemble(String name) {
            throw new IllegalStateException("the ensemble is not the library's to give");
        }
    }

    private static final class LifterMember extends HandMember {
        private int channel;

        LifterMember(String name) {
            super(name, LABELS, 25, 60);
        }

        @Override
        public void bind(WindowSource source) {
            channel = source.channels().indexOf("relative.belt.acceleration-x");
        }

        @Override
        public void run(float[] probabilities) {
            // the reference holds a second of standing at 0 g, which makes its deviation 0.37 g and its mean 0.83 g
            float far = name.equals("far") ? window.value(channel, 0) : 0;
            Arrays.fill(probabilities, 0.02f);
            if (name.equals("dull")) {
                probabilities[0] = 0.92f;
            } else if (far < 1.5) {
                probabilities[0] = 0.92f;
            } else if (far < 4.4) {
                probabilities[1] = 0.92f;
            } else {
                probabilities[2] = 0.92f;
            }
        }
    }
}
