package dev.spotter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spotter.capture.RecordingFormat;
import dev.spotter.capture.ReplayConfiguration;
import dev.spotter.capture.ReplaySource;
import dev.spotter.capture.Speed;
import dev.spotter.ensemble.Calibration;
import dev.spotter.ensemble.Combination;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.ensemble.Member;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.PipelineException;
import dev.spotter.pipeline.StageConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recordings on disk through the real pipeline, with two models that a hand can follow: {@code sharp} takes an
 * acceleration over 0.5 g for a squat, {@code dull} takes everything for rest.
 */
class EvaluationTest {
    private static final List<String> LABELS = List.of("squat", "rest");

    @TempDir
    Path data;

    private final StringBuilder index = new StringBuilder("file,subject,label,start,repetitions,attributes\n");
    private int windowSamples = 200;
    private Duration smoothing = Duration.ZERO;
    private Map<String, Combination> shapes = Map.of("exercise", new Combination.Mean());
    private Optional<String> bestMember = Optional.empty();
    private int runs;

    @BeforeEach
    void record() throws IOException {
        // 3 s, a squat from 2 s on: verdicts at 1.0, 1.2 ... 3.0, the last six of the eleven right
        recording("a.csv", "A", "squat", 1, 151, sample -> sample >= 100 ? 1.0 : 0.0);
        // 1.4 s of rest: three verdicts
        recording("b.csv", "B", "rest", 2, 71, _ -> 0.0);
        Files.writeString(data.resolve("recordings.csv"), index);
    }

    @Test
    void verdicts_are_scored_as_worked_out_by_hand() throws Exception {
        EvaluationReport report =
                evaluation(EvaluationTask.IMU_EXERCISE, source()).run();

        assertThat(report.n()).isEqualTo(14);
        assertThat(report.subjects()).containsExactly("A", "B");
        assertThat(report.metrics().value("accuracy")).isCloseTo(9 / 14.0, within(1e-9));
        // squat: tp 6, fn 5; rest: tp 3, fp 5
        assertThat(report.metrics().value("macroF1")).isCloseTo((12 / 17.0 + 6 / 11.0) / 2, within(1e-9));
        // six squats of 0.6 right; three of eight rests of 0.8 right
        assertThat(report.metrics().value("ece")).isCloseTo((2.4 + 3.4) / 14, within(1e-6));
        // sums of the squat's recording: 6 x 0.6 + 5 x 0.2 for squat, 6 x 0.4 + 5 x 0.8 for rest
        assertThat(report.metrics().value("setAccuracy")).isEqualTo(0.5);
        assertThat(report.notes()).containsExactly("not recognised: a, taken for rest");
        assertThat(report.perSubject().get("A").value("accuracy")).isCloseTo(6 / 11.0, within(1e-9));
        assertThat(report.perSubject().get("B").value("accuracy")).isEqualTo(1);
        assertThat(report.members()).containsOnlyKeys("sharp", "dull");
        assertThat(report.members().get("sharp").value("accuracy")).isCloseTo(9 / 14.0, within(1e-9));
        assertThat(report.members().get("sharp").value("setAccuracy")).isEqualTo(1);
        assertThat(report.members().get("dull").value("accuracy")).isCloseTo(3 / 14.0, within(1e-9));
    }

    @Test
    void a_pause_in_a_recording_has_no_verdict_and_that_is_wrong() throws Exception {
        // 4 s with nothing from 1.5 to 3.5 s: a verdict at 1.0, 1.2 and 1.4, then none until the end
        StringBuilder csv = header();
        for (int i = 0; i <= 200; i++) {
            if (i <= 75 || i >= 175) {
                row(csv, i, 0);
            }
        }
        Files.writeString(data.resolve("a.csv"), csv);
        EvaluationReport report =
                evaluation(EvaluationTask.IMU_EXERCISE, source()).run();
        assertThat(report.n()).isEqualTo(16 + 3);
        assertThat(report.perSubject().get("A").value("accuracy")).isZero();
        assertThat(report.members().get("sharp").value("accuracy")).isCloseTo(3 / 19.0, within(1e-9));
        assertThat(report.metrics().value("ece")).isCloseTo((3 * 0.8 + 3 * 0.8 - 3) / 6, within(1e-6));
    }

    @Test
    void repetitions_are_counted_by_the_pipeline_itself() throws Exception {
        EvaluationReport report = evaluation(EvaluationTask.IMU_REPS, source()).run();
        assertThat(report.n()).isEqualTo(1);
        assertThat(report.metrics().values())
                .containsOnlyKeys(
                        "withinOne",
                        "exact",
                        "meanAbsoluteError",
                        "rpe.meanAbsoluteError",
                        "rpe.bias",
                        "rpe.withinOneDeviation",
                        "rpe.coverage");
        // nobody has rated it
        assertThat(report.metrics().value("rpe.meanAbsoluteError")).isNaN();
        // a single jerk is no set of five
        assertThat(report.metrics().value("meanAbsoluteError")).isGreaterThanOrEqualTo(4);
        assertThat(report.notes()).singleElement().asString().startsWith("miscounted: a, counted ");
        assertThat(report.members()).isEmpty();
    }

    @Test
    void the_report_for_programs_has_the_documented_keys() throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(
                        evaluation(EvaluationTask.IMU_EXERCISE, source()).run().json());
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("task", "n", "subjects", "metrics", "members", "variants", "perSubject");
        assertThat(json.get("task").asText()).isEqualTo("imu-exercise");
        assertThat(json.get("n").asInt()).isEqualTo(14);
        assertThat(json.get("metrics").fieldNames())
                .toIterable()
                .containsExactly("accuracy", "macroF1", "setAccuracy", "ece");
        assertThat(json.at("/perSubject/B/accuracy").asDouble()).isEqualTo(1);
        assertThat(json.at("/members/dull/setAccuracy").asDouble()).isEqualTo(0.5);
    }

    @Test
    void the_other_shapes_of_an_ensemble_are_measured_beside_it_and_run_no_member_twice() throws Exception {
        evaluation(EvaluationTask.IMU_EXERCISE, source()).run();
        int once = runs;
        shapes = Map.of(
                "exercise", new Combination.Mean(),
                "exercise-boosting", new Combination.Boosting(List.of(0.5, 1.0)));
        bestMember = Optional.of("sharp");
        runs = 0;

        EvaluationReport report =
                evaluation(EvaluationTask.IMU_EXERCISE, source()).run();

        assertThat(report.variants()).containsOnlyKeys("boosting", "single");
        assertThat(report.metrics().value("accuracy")).isCloseTo(9 / 14.0, within(1e-9));
        // dull outvotes sharp: everything is rest
        assertThat(report.variants().get("boosting").value("accuracy")).isCloseTo(3 / 14.0, within(1e-9));
        assertThat(report.variants().get("single")).isEqualTo(report.members().get("sharp"));
        assertThat(runs).isEqualTo(once);
        assertThat(report.table()).contains("variant boosting", "variant single");
    }

    @Test
    void two_runs_give_the_same_to_the_last_digit() throws Exception {
        String first = evaluation(EvaluationTask.IMU_EXERCISE, source()).run().json();
        assertThat(evaluation(EvaluationTask.IMU_EXERCISE, source()).run().json())
                .isEqualTo(first);
    }

    @Test
    void an_ensemble_that_looks_back_further_than_five_seconds_is_not_measured() {
        windowSamples = 225;
        smoothing = Duration.ofSeconds(1);
        assertThatThrownBy(
                        () -> evaluation(EvaluationTask.IMU_EXERCISE, source()).run())
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo("looks-back-too-far"))
                .hasMessageContaining("stage 'what' looks back 5.5 s");
    }

    @Test
    void a_paced_source_is_refused() {
        assertThatThrownBy(() -> evaluation(
                        EvaluationTask.IMU_EXERCISE,
                        new ReplaySource("paced", new ReplayConfiguration(RecordingFormat.SPOTTER, data, Speed.TRUE))))
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo("source-paced"));
    }

    @Test
    void a_task_that_is_not_there_is_told_with_those_that_are() {
        assertThatThrownBy(() -> EvaluationTask.of("video-fall"))
                .hasMessageStartingWith("there is no task 'video-fall'; there are imu-exercise, imu-reps");
    }

    private Evaluation evaluation(EvaluationTask task, ReplaySource source) {
        PipelineConfiguration pipeline = new PipelineConfiguration(
                "lift",
                "bar-imu",
                List.of(
                        new StageConfiguration.Window(null, Duration.ofSeconds(2), Duration.ofMillis(200), null),
                        new StageConfiguration.Ensemble("what", "exercise", null, List.of()),
                        new StageConfiguration.Reps("count", "what")));
        return new Evaluation(task, List.of(new EvaluationPart(pipeline, source)), new HandLibrary());
    }

    private ReplaySource source() {
        return new ReplaySource("recordings", new ReplayConfiguration(RecordingFormat.SPOTTER, data, Speed.MAX));
    }

    private void recording(
            String file, String subject, String label, int day, int samples, Function<Integer, Double> acceleration)
            throws IOException {
        index.append("%s,%s,%s,2026-01-0%dT10:00:00Z,%s,%n"
                .formatted(file, subject, label, day, label.equals("rest") ? "" : "5"));
        StringBuilder csv = header();
        for (int i = 0; i < samples; i++) {
            row(csv, i, acceleration.apply(i));
        }
        Files.writeString(data.resolve(file), csv);
    }

    private static StringBuilder header() {
        return new StringBuilder("time_s,acceleration_x_g,acceleration_y_g,acceleration_z_g,"
                + "angular_rate_x_dps,angular_rate_y_dps,angular_rate_z_dps\n");
    }

    private static void row(StringBuilder csv, int sample, double acceleration) {
        csv.append(String.format(Locale.ROOT, "%.2f,%.1f,0,1,0,0,0%n", sample * 0.02, acceleration));
    }

    private final class HandLibrary implements ModelLibrary {
        @Override
        public Member open(String model, Optional<String> version, Optional<String> accelerator) {
            return new SquatMember(model);
        }

        @Override
        public EnsemblePackage ensemble(String name) {
            if (!shapes.containsKey(name)) {
                throw new PipelineException("unknown-ensemble", "there is no ensemble '" + name + "'");
            }
            return new EnsemblePackage(
                    Path.of(name),
                    name,
                    "1.0.0",
                    "",
                    LABELS,
                    shapes.get(name),
                    List.of(
                            new EnsemblePackage.MemberName("sharp", Optional.empty()),
                            new EnsemblePackage.MemberName("dull", Optional.empty())),
                    smoothing,
                    Calibration.NONE,
                    List.of(),
                    bestMember,
                    Optional.empty());
        }
    }

    private final class SquatMember extends HandMember {

        SquatMember(String name) {
            super(name, LABELS, 50, windowSamples);
        }

        @Override
        public void run(float[] probabilities) {
            runs++;
            float squat = name.equals("dull") ? 0.3f : window.value(0, 0) > 0.5f ? 0.9f : 0.1f;
            probabilities[0] = squat;
            probabilities[1] = 1 - squat;
        }
    }
}
