package dev.spotter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that need no server, as their user types them: from the jar, and from the native binary. */
class CommandsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void the_shipped_models_are_listed_verified_and_tried_in_a_child_process() throws Exception {
        for (String name : List.of("exercise-cnn", "exercise-forearm", "exercise-bands")) {
            assertThat(run("models", "list").lines()).anyMatch(line -> line.contains(name));
            Path model = SharedFiles.home().resolve("models-tflite").resolve(name);
            assertWell(run("models", "trial", model.toString()));
        }
        assertWell(run("models", "verify"));
        assertWell(run("models", "card", "exercise"));
    }

    @ParameterizedTest
    @CsvSource({
        "coral/model_invoking_error.tflite, operator-missing",
        "tflite-micro/person_detect.tflite, model-refused"
    })
    void a_model_that_cannot_run_is_refused_with_a_code(String model, String code) throws Exception {
        SpotterProcess trial = run("models", "trial", SharedFiles.models(model).toString());
        assertThat(trial.exitCode()).isEqualTo(1);
        assertThat(trial.lines()).anyMatch(line -> line.contains(code));
    }

    @ParameterizedTest
    @CsvSource({
        "coral/movenet_single_pose_lightning_ptq.tflite, coral/squat.bmp",
        "mlperf-tiny/vww_96_int8.tflite, tflite-micro/person.bmp",
        "coral/mobilenet_v1_0.25_128_quant.tflite, coral/bird.bmp"
    })
    void a_public_model_looks_at_a_picture(String model, String picture) throws Exception {
        assertThat(json(run(
                                "infer",
                                SharedFiles.models(model).toString(),
                                SharedFiles.models(picture).toString(),
                                "--json"))
                        .at("/results"))
                .isNotEmpty();
    }

    @Test
    void our_own_model_recognises_its_golden_squat() throws Exception {
        Path squat = SharedFiles.home().resolve("models-tflite/exercise-cnn/golden/squat.csv");
        JsonNode inference = json(run("infer", "exercise-cnn", squat.toString(), "--json"));
        assertThat(inference.at("/model").asText()).isEqualTo("exercise-cnn");
        assertThat(inference.at("/results/0/label").asText()).isEqualTo("squat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"imu-exercise", "imu-reps"})
    void what_is_shipped_is_measured_on_a_folder_of_people(String task) throws Exception {
        Path data = SharedFiles.data("barbell-metamotion");
        Path json = folder.resolve("eval.json");
        assertWell(run("eval", task, "--data", data.toString(), "--json", json.toString()));
        JsonNode report = JSON.readTree(json.toFile());
        assertThat(report.at("/task").asText()).isEqualTo(task);
        assertThat(report.at("/n").asInt()).isPositive();
        assertThat(report.at("/perSubject/A")).isNotEmpty();
    }

    @Test
    void a_simulated_lifter_is_recorded_and_what_was_recorded_can_be_measured() throws Exception {
        Path profile = Files.writeString(folder.resolve("profile.yaml"), """
                device: {site: gym, id: test}
                sources:
                  imu: {type: simulated, lifter: steady, seed: 3, speed: max}
                pipelines:
                  rack-1: {source: imu, stages: [window: {seconds: 5, step: 0.2}, ensemble: {name: exercise}, reps: {}]}
                """);
        Path out = folder.resolve("recorded");
        assertWell(run("record", "--profile", profile.toString(), "--out", out.toString()));
        JsonNode report = json(run("eval", "imu-reps", "--data", out.toString(), "--json", "-"));
        assertThat(report.at("/metrics/withinOne").asDouble()).isGreaterThan(0.7);
    }

    @Test
    void a_model_that_was_changed_is_not_run() throws Exception {
        Path shipped = SharedFiles.home().resolve("models-tflite");
        Path models = folder.resolve("models");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : (Iterable<Path>)
                    files.filter(path -> shipped.relativize(path).toString().startsWith("exercise"))
                            .filter(Files::isRegularFile)::iterator) {
                Path copy = models.resolve(shipped.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Path weights = models.resolve("exercise-cnn/exercise-cnn.tflite");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length / 2] ^= 1;
        Files.write(weights, bytes);
        Path demo = SharedFiles.home().resolve("device-profiles/demo.yaml");
        SpotterProcess spotter =
                run("run", "--profile", demo.toString(), "--models", models.toString(), "--http-port", "0");
        assertThat(spotter.exitCode()).as("%s", spotter.lines()).isEqualTo(1);
        assertThat(spotter.lines()).anyMatch(line -> line.contains("exercise-cnn") && line.contains("[hash-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eval yoga --data .", "infer", "models fly", "nonsense", "check /nowhere.yaml"})
    void wrong_use_ends_with_2_and_says_what_is_right(String command) throws Exception {
        SpotterProcess spotter = run(command.split(" "));
        assertThat(spotter.exitCode()).as("%s", spotter.lines()).isEqualTo(2);
        assertThat(spotter.lines()).isNotEmpty().noneMatch(line -> line.contains("Exception"));
    }

    private SpotterProcess run(String... arguments) throws IOException, InterruptedException {
        return SpotterProcess.finished(folder.resolve("data"), arguments);
    }

    private static void assertWell(SpotterProcess spotter) {
        assertThat(spotter.exitCode()).as("%s", spotter.lines()).isZero();
    }

    /** The one line of standard output that is JSON; TensorFlow Lite's own log stands among the others. */
    private static JsonNode json(SpotterProcess spotter) throws IOException {
        assertWell(spotter);
        String said = String.join("\n", spotter.lines());
        return JSON.readTree(said.substring(said.indexOf('{'), said.lastIndexOf('}') + 1));
    }
}
