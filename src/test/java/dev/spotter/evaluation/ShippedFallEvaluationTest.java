package dev.spotter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import dev.spotter.capture.Site;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The shipped fall ensembles on recordings of people that they know; it holds what may not get worse unnoticed. What they
 * are worth on others is on their cards.
 */
class ShippedFallEvaluationTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Site.class)
    void nobody_falls_on_the_stairs_and_no_alarm_is_raised_there_without_a_gyroscope(Site site) throws Exception {
        EvaluationReport report = evaluate("assist-iot-stairs", Optional.of(site));
        assertThat(report.subjects()).containsExactly("01", "03", "05", "06");
        assertThat(report.metrics().value("sensitivity")).isNaN();
        assertThat(report.metrics().value("medianDelaySeconds")).isNaN();
        assertThat(report.metrics().value("specificity")).isEqualTo(1);
        assertThat(report.metrics().value("falseAlarmsPerHour")).isZero();
        assertThat(report.metrics().value("ece")).isLessThan(0.03);
        assertThat(report.members()).hasSize(2);
        assertThat(report.notes()).anySatisfy(note -> assertThat(note).contains("member-left-out", "angular-rate-x"));
    }

    @Test
    void recorded_falls_at_the_wrist_alarm_within_a_second_and_daily_life_hardly_ever() throws Exception {
        EvaluationReport report = evaluate("weda-fall", Optional.empty());
        assertThat(report.n()).isEqualTo(489);
        assertThat(report.metrics().value("sensitivity")).isGreaterThan(0.95);
        assertThat(report.metrics().value("specificity")).isGreaterThan(0.98);
        assertThat(report.metrics().value("medianDelaySeconds")).isLessThan(1);
        assertThat(report.metrics().value("ece")).isLessThan(0.03);
        assertThat(report.members()).hasSize(5);
        assertThat(report.variants()).containsOnlyKeys("single");
    }

    @Test
    void the_twin_at_the_wrist_finds_falls_of_people_that_it_has_not_met_if_with_more_false_alarms() throws Exception {
        EvaluationReport report = evaluate("weda-fall", Optional.empty(), true);
        assertThat(report.n()).isEqualTo(489);
        assertThat(report.metrics().value("sensitivity")).isGreaterThan(0.85);
        assertThat(report.metrics().value("specificity")).isGreaterThan(0.6);
        assertThat(report.metrics().value("medianDelaySeconds")).isLessThan(1.2);
        assertThat(report.members())
                .allSatisfy((member, _) -> assertThat(member).startsWith("fall-wrist-twin-"));
    }

    private EvaluationReport evaluate(String set, Optional<Site> site) throws InterruptedException {
        return evaluate(set, site, false);
    }

    private EvaluationReport evaluate(String set, Optional<Site> site, boolean twin) throws InterruptedException {
        Path data = SharedFiles.data(set);
        TfLite tfLite = TfLite.load(null, folder);
        ModelStore store = new ModelStore(List.of(SharedFiles.home().resolve("models-tflite")));
        StoreLibrary library = new StoreLibrary(
                store, (model, accelerator) -> WindowClassifier.open(tfLite, model, accelerator), Map.of());
        EvaluationTask task = EvaluationTask.IMU_FALL;
        List<EvaluationPart> parts = EvaluationParts.of(
                task,
                ProfileReader.read(SharedFiles.home().resolve("device-profiles").resolve(task.profile()))
                        .pipelines(),
                data,
                site);
        return new Evaluation(task, twin ? Twins.of(parts, library, store).parts() : parts, library).run();
    }
}
