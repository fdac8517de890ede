package dev.spotter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spotter.SharedFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands on models, on the models that are shipped: results on one side, messages on the other, and the exit code. */
class ModelCommandsTest {
    private static final Path SHIPPED = SharedFiles.home().resolve("models-tflite");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void list_prints_a_row_for_each_shipped_package() {
        assertThat(run("models", "list")).isZero();

        assertThat(out.toString())
                .contains("NAME", "exercise-cnn", "window 100 x 6 at 25 Hz", "bench squat dead ohp row rest");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void verify_is_content_with_the_shipped_packages_and_names_what_was_tampered_with() throws Exception {
        assertThat(run("models", "verify")).isZero();

        Path copy = copy(SHIPPED.resolve("exercise-cnn"), folder.resolve("exercise-cnn"));
        Files.writeString(copy.resolve("golden/squat.csv"), "tampered");
        assertThat(run("models", "verify", "--models", folder.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("exercise-cnn: golden/squat.csv", "[hash-mismatch]", "1 packages, 1 refused");
    }

    @Test
    void every_shipped_package_passes_its_trial() throws Exception {
        try (Stream<Path> packages = Files.list(SHIPPED)) {
            for (Path shipped : packages.filter(path -> Files.exists(path.resolve("model.yaml")))
                    .toList()) {
                assertThat(run("models", "trial", shipped.getFileName().toString()))
                        .as(err.toString())
                        .isZero();
            }
        }
        assertThat(out.toString()).contains("passed: exercise-cnn 2.0.0 reproduces its");
    }

    @Test
    void a_refused_trial_exits_with_1_and_prints_its_code() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.tflite"));

        assertThat(run("models", "trial", empty.toString(), "--json")).isEqualTo(1);

        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.path("passed").asBoolean()).isFalse();
        assertThat(report.path("code").asText()).isEqualTo("model-invalid");
        assertThat(err.toString()).contains("refused:", "empty.tflite", "[model-invalid]");
    }

    @Test
    void card_prints_the_card() {
        assertThat(run("models", "card", "exercise-cnn")).isZero();

        assertThat(out.toString()).startsWith("# exercise-cnn").contains("subject");
    }

    @Test
    void infer_prints_classes_with_scores_as_text_and_as_json() throws Exception {
        String squat = SHIPPED.resolve("exercise-cnn/golden/squat.csv").toString();
        assertThat(run("infer", "exercise-cnn", squat)).as(err.toString()).isZero();
        assertThat(out.toString().lines().skip(1).findFirst())
                .hasValueSatisfying(line -> assertThat(line).endsWith("squat"));

        out.getBuffer().setLength(0);
        assertThat(run("infer", "exercise-cnn", squat, "--json")).isZero();
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.path("model").asText()).isEqualTo("exercise-cnn");
        assertThat(report.path("version").asText()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(report.path("latencyMillis").asDouble()).isPositive();
        assertThat(report.path("results").path(0).path("type").asText()).isEqualTo("classification");
        assertThat(report.path("results").path(0).path("label").asText()).isEqualTo("squat");
        double sum = 0;
        for (JsonNode result : report.path("results")) {
            sum += result.path("score").asDouble();
        }
        assertThat(sum).isCloseTo(1, within(1e-4));
    }

    @Test
    void infer_prints_a_body_a_face_and_an_anomaly_as_json() throws Exception {
        JsonNode body = inferred("coral/movenet_single_pose_lightning_ptq.tflite", "coral/squat.bmp");
        assertThat(body.path("type").asText()).isEqualTo("pose");
        assertThat(body.path("label").asText()).isEqualTo("person");
        assertThat(body.path("score").asDouble()).isBetween(0.4, 1.0);
        assertThat(body.path("box")).hasSize(4);
        assertThat(body.path("keypoints")).hasSize(17);
        assertThat(body.path("keypoints").path(1).path("name").asText()).isEqualTo("left-eye");
        assertThat(body.path("keypoints").path(1).path("x").asDouble()).isCloseTo(0.6, within(0.03));
        assertThat(body.path("keypoints").path(1).path("score").asDouble()).isBetween(0.0, 1.0);

        JsonNode face = inferred("mediapipe/face_detection_short_range.tflite", "coral/squat.bmp");
        assertThat(face.path("type").asText()).isEqualTo("detection");
        assertThat(face.path("label").asText()).isEqualTo("face");
        assertThat(face.path("keypoints")).hasSize(6);

        JsonNode sound = inferred("mlperf-tiny/ad01_int8.tflite", null);
        assertThat(sound.path("type").asText()).isEqualTo("anomaly");
        assertThat(sound.path("score").asDouble()).isPositive();
    }

    private JsonNode inferred(String model, String picture) throws IOException {
        String input = picture == null ? "zeros" : SharedFiles.models(picture).toString();
        out.getBuffer().setLength(0);
        assertThat(run("infer", SharedFiles.models(model).toString(), input, "--json"))
                .as(err.toString())
                .isZero();
        return new ObjectMapper().readTree(out.toString()).path("results").path(0);
    }

    @Test
    void an_unknown_model_exits_with_1_and_names_the_nearest() {
        assertThat(run("infer", "exercise-cn", "zeros")).isEqualTo(1);
        assertThat(err.toString()).contains("did you mean 'exercise-cnn'?", "[unknown-model]");

        assertThat(run("infer")).isEqualTo(2);
    }

    private int run(String... arguments) {
        return new CommandLine(new SpotterCommand())
                .setExecutionExceptionHandler(new FailureHandler())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(path));
                Files.createDirectories(target.getParent());
                Files.copy(path, target);
            }
        }
        return to;
    }
}
