package dev.spotter.model.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import dev.spotter.cli.TrialChildMain;
import dev.spotter.model.DigitPackage;
import dev.spotter.model.ExamplePackage;
import dev.spotter.tflite.TfLite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Locks down that a trial ends with a code and a sentence, whatever the model or the child process does. */
class TrialsTest {
    private static TfLite tfLite;

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        tfLite = TfLite.load(null, SharedFiles.home().resolve("target/test-data"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coral/mobilenet_v1_0.25_128_quant.tflite",
                "coral/movenet_single_pose_lightning_ptq.tflite",
                "coral/keras_lstm_mnist_ptq.tflite",
                "mlperf-tiny/vww_96_int8.tflite",
                "mlperf-tiny/ad01_int8.tflite",
                "mediapipe/pose_detection.tflite",
                "mediapipe/pose_landmark_lite.tflite",
                "mediapipe/face_detection_short_range.tflite"
            })
    void good_public_models_pass(String model) throws Exception {
        TrialReport report = trials().trial(SharedFiles.models(model));

        assertThat(report.code()).as(report.sentence()).isEqualTo(TrialReport.PASSED);
        assertThat(report.inferenceMillis()).isPositive();
        assertThat(report.wallMillis()).isLessThan(10_000);
    }

    @ParameterizedTest
    @CsvSource({
        "coral/model_invoking_error.tflite, operator-missing, fake-op-double",
        "tflite-micro/person_detect.tflite, model-refused, quantized_dimension must be in range"
    })
    void public_models_that_cannot_run_are_refused_with_tensorflow_lites_words(String model, String code, String words)
            throws Exception {
        TrialReport report = trials().trial(SharedFiles.models(model));

        assertThat(report.code()).isEqualTo(code);
        assertThat(report.sentence()).contains(words);
    }

    @Test
    void truncated_empty_and_missing_files_are_refused() throws Exception {
        byte[] whole = DigitPackage.bytes(SharedFiles.models("mlperf-tiny/vww_96_int8.tflite"));
        ExamplePackage.file(folder.resolve("empty.tflite"), new byte[0]);
        ExamplePackage.file(folder.resolve("truncated.tflite"), Arrays.copyOf(whole, whole.length / 2));
        try (Trials.Series series = trials().series()) {
            assertThat(series.trial(folder.resolve("empty.tflite")).code()).isEqualTo("model-invalid");
            assertThat(series.trial(folder.resolve("truncated.tflite")).code()).isEqualTo("model-invalid");
            assertThat(series.trial(folder.resolve("none.tflite")).code()).isEqualTo("file-unreadable");
        }
    }

    @Test
    void a_package_must_reproduce_its_examples() throws Exception {
        Path good = DigitPackage.write(folder, "good");
        Path wrong = DigitPackage.write(folder, "wrong", yaml -> yaml.replace("tolerance: 0.25", "tolerance: 0"));
        ExamplePackage.file(wrong.resolve("golden/nine.out.csv"), "1,0,0,0,0,0,0,0,0,0".getBytes());
        String description = new String(DigitPackage.bytes(wrong.resolve("model.yaml")));
        Path stale = DigitPackage.write(folder, "stale");
        ExamplePackage.file(stale.resolve("model.tflite"), new byte[10]);
        ExamplePackage.describe(
                wrong,
                description.replaceFirst(
                        "golden/nine.out.csv: [0-9a-f]{64}", "golden/nine.out.csv: HASH(golden/nine.out.csv)"));
        try (Trials.Series series = trials().series()) {
            TrialReport passed = series.trial(good);
            assertThat(passed.code()).as(passed.sentence()).isEqualTo(TrialReport.PASSED);
            assertThat(passed.model()).isEqualTo("good 1.2.3");
            assertThat(passed.examples()).isEqualTo(1);

            TrialReport refused = series.trial(wrong);
            assertThat(refused.code()).as(refused.sentence()).isEqualTo(TrialReport.WRONG_OUTPUT);
            assertThat(refused.sentence()).contains("one is off by");

            assertThat(series.trial(stale).code()).isEqualTo("hash-mismatch");
            assertThat(series.trial(folder).code()).isEqualTo("no-package");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            read x; kill -SEGV $$                                        | trial-crashed       | SIGSEGV
            read x; kill -FPE $$                                         | trial-crashed       | SIGFPE
            read x; echo '#  SIGBUS (0x7) at pc=0x0'; exit 1             | trial-crashed       | SIGBUS
            read x; echo std::bad_alloc >&2; kill -ABRT $$               | trial-out-of-memory | more memory
            sleep 60                                                     | trial-timed-out     | not done in time
            read x; echo refused by the loader >&2; exit 3               | trial-ended         | status 3 and without a report: refused by the loader
            read x; echo '{}'; sleep 60                                  | trial-ended         | no report
            """)
    void however_the_child_ends_the_parent_lives_and_says_why(String script, String code, String words)
            throws Exception {
        Trials trials = new Trials(
                new ChildProgram(List.of("/bin/sh", "-c", script)),
                tfLite.library(),
                new TrialLimits(Duration.ofMillis(700), TrialLimits.USUAL.memoryBytes()));

        TrialReport report = trials.trial(folder.resolve("some.tflite"));

        assertThat(report.code()).as(report.sentence()).isEqualTo(code);
        assertThat(report.sentence()).contains("some.tflite", words);
        assertThat(report.wallMillis()).isLessThan(10_000);
    }

    @Test
    void the_child_runs_under_the_limit_of_memory_and_without_the_parents_secrets() throws Exception {
        Trials trials = new Trials(
                new ChildProgram(List.of(
                        "/bin/sh",
                        "-c",
                        "read x; echo limit $(ulimit -d) core $(ulimit -c) $(env | cut -d= -f1) >&2; exit 3")),
                tfLite.library(),
                TrialLimits.USUAL);

        String sentence = trials.trial(folder).sentence();

        assertThat(trials.problems()).isEmpty();
        assertThat(sentence).contains("limit 786432 core 0");
        assertThat(System.getenv()).isNotEmpty();
        assertThat(sentence.split(" ")).doesNotContain("JAVA_HOME", "JAVA_TOOL_OPTIONS", "SPOTTER_DATA");
    }

    @Test
    void a_program_that_is_not_there_is_said() throws Exception {
        Trials trials = new Trials(new ChildProgram(List.of("/nowhere/spotter")), tfLite.library(), TrialLimits.USUAL);

        assertThat(trials.trial(folder).passed()).isFalse();
    }

    private static Trials trials() {
        return new Trials(
                ChildProgram.ofThisProcess(TrialChildMain.class, "trial-child"), tfLite.library(), TrialLimits.USUAL);
    }
}
