package dev.spotter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spotter.model.ModelStore;
import dev.spotter.model.sound.WavFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Public models installed as a technician does it: from the jar, and from the native binary. */
class InstallIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double ANOMALY_OF_LIBROSA = 116.078;

    @TempDir
    private Path folder;

    @Test
    void movenet_is_installed_from_a_folder_and_sees_the_squat() throws Exception {
        install("movenet-lightning");
        JsonNode points = infer("movenet-lightning", SharedFiles.models("coral/squat.bmp"))
                .at("/keypoints");
        List<String> reference =
                Files.readAllLines(SharedFiles.models("coral/movenet_single_pose_lightning_ptq_reference.csv"));
        double sum = 0;
        for (int i = 0; i < 17; i++) {
            String[] expected = reference.get(i + 1).split(",");
            double x = Math.abs(points.get(i).path("x").asDouble() - Double.parseDouble(expected[4]));
            double y = Math.abs(points.get(i).path("y").asDouble() - Double.parseDouble(expected[5]));
            assertThat(Math.max(x, y)).as("point %d", i).isLessThan(0.03);
            sum += (x + y) / 2;
        }
        assertThat(sum / 17).isLessThan(0.02);
    }

    @ParameterizedTest
    @CsvSource({
        "mobilenet-v1-025-128, coral/bird.bmp, chickadee",
        "vww-96, tflite-micro/person.bmp, person",
        "vww-96, tflite-micro/no_person.bmp, no-person",
        "pose-detection, coral/squat.bmp, person",
        "pose-landmark-lite, coral/squat.bmp, person",
    })
    void a_model_is_installed_from_a_folder_and_sees_what_a_picture_shows(String name, String picture, String label)
            throws Exception {
        install(name);
        assertThat(infer(name, SharedFiles.models(picture)).path("label").asText())
                .isEqualTo(label);
    }

    @Test
    void faces_are_looked_for_where_none_is_sure() throws Exception {
        install("face-detection-short-range");
        Path picture = SharedFiles.models("coral/bird.bmp");
        assertWell(run("infer", "face-detection-short-range", picture.toString(), "--json"));
    }

    @Test
    void a_sound_is_listened_to() throws Exception {
        install("ad01");
        Path wav = Files.write(folder.resolve("noise.wav"), WavFiles.pcm(16_000, WavFiles.triangleInNoise(32_000)));
        JsonNode result = infer("ad01", wav);
        assertThat(result.path("type").asText()).isEqualTo("anomaly");
        // MLPerf Tiny's way with librosa 0.11 and ai-edge-litert, over the frames that lie within the sound
        assertThat(result.path("score").asDouble()).isCloseTo(ANOMALY_OF_LIBROSA, within(0.01));
    }

    @Test
    void what_is_installed_is_listed_found_by_a_profile_and_not_installed_twice() throws Exception {
        Path profile = Files.writeString(folder.resolve("profile.yaml"), """
                device: {site: gym, id: test}
                sources:
                  door: {type: camera, url: 'lavfi:testsrc2=size=320x240:rate=5'}
                pipelines:
                  door: {source: door, stages: [infer: {model: vww-96}]}
                """);
        SpotterProcess refused = run("check", profile.toString());
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.lines()).anyMatch(line -> line.contains("spotter models install vww-96"));
        assertThat(run("models", "list", "--catalogue").lines()).anyMatch(line -> line.matches("vww-96 .* no .*"));

        install("vww-96");

        assertWell(run("check", profile.toString()));
        assertThat(run("models", "list").lines()).anyMatch(line -> line.startsWith("vww-96 "));
        assertThat(run("models", "list", "--catalogue").lines()).anyMatch(line -> line.matches("vww-96 .* yes .*"));
        SpotterProcess again = run(
                "models", "install", "vww-96", "--from", SharedFiles.models(".").toString());
        assertWell(again);
        assertThat(again.lines()).anyMatch(line -> line.contains("installed already"));
    }

    @Test
    void a_download_that_was_killed_is_continued_by_the_next_command() throws Exception {
        byte[] model = Files.readAllBytes(SharedFiles.models("mlperf-tiny/vww_96_int8.tflite"));
        try (WebServer server = WebServer.start()) {
            Path catalogue = catalogue(server);
            server.answer("/vww.tflite", exchange -> {
                // the first half with a tag, then nothing more
                exchange.getResponseHeaders().set("ETag", "\"one\"");
                server.stall(model, model.length / 2).handle(exchange);
            });
            SpotterProcess killed = start(catalogue);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> parts().stream().anyMatch(part -> size(part) == model.length / 2));
            killed.close();

            server.put("/vww.tflite", model);
            SpotterProcess second = installFrom(catalogue);
            assertWell(second);
            assertThat(server.requests()).last().asString().startsWith("/vww.tflite bytes=");
            assertThat(second.lines()).anyMatch(line -> line.contains("MiB"));
        }
        new ModelStore(List.of(models())).find("vww").files().verify();
    }

    @Test
    void whenever_an_installation_is_killed_there_is_nothing_or_a_whole_model() throws Exception {
        byte[] model = Files.readAllBytes(SharedFiles.models("mlperf-tiny/vww_96_int8.tflite"));
        try (WebServer server = WebServer.start()) {
            server.put("/vww.tflite", model);
            Path catalogue = catalogue(server);
            Map<String, Callable<Boolean>> moments = Map.of(
                    "it has begun", () -> Files.exists(models().resolve(".lock")),
                    "the model is there", () -> anyStaged("model.tflite"),
                    "the package is described", () -> anyStaged("model.yaml"),
                    "the model is being tried", () -> anyStaged("golden/waves.out.csv"),
                    "it is in its place", () -> Files.exists(models().resolve("vww")));
            for (Map.Entry<String, Callable<Boolean>> moment : moments.entrySet()) {
                SpotterProcess killed = start(catalogue);
                await().pollInterval(Duration.ofMillis(1))
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> moment.getValue().call() || !killed.alive());
                killed.close();
                killed.awaitEnd();
                ModelStore store = new ModelStore(List.of(models()));
                store.list().forEach(found -> found.files().verify());
                assertThat(store.packageFolders()).as(moment.getKey()).hasSizeLessThanOrEqualTo(1);
                Files.deleteIfExists(models().resolve("vww"));
            }
            assertWell(installFrom(catalogue));
        }
        new ModelStore(List.of(models())).find("vww").files().verify();
        try (Stream<Path> versions = Files.list(models().resolve(".versions"))) {
            assertThat(versions).as("what the killed ones left is swept").hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "models install movenet-lightening --from ., not-in-catalogue",
        "models install vww-96 --from src, not-in-folder",
        "models install movenet-thunder --catalogue /nowhere.yaml, yaml-unreadable"
    })
    void what_cannot_be_installed_ends_with_1_and_a_code(String command, String code) throws Exception {
        SpotterProcess spotter = run(command.split(" "));
        assertThat(spotter.exitCode()).as("%s", spotter.lines()).isEqualTo(1);
        assertThat(spotter.lines()).anyMatch(line -> line.endsWith("[" + code + "]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models install",
                "models install vww-96 --from /nowhere",
                "models install vww-96 --sha256 abc",
                "models install vww-96 --models ."
            })
    void wrong_use_ends_with_2(String command) throws Exception {
        SpotterProcess spotter = run(command.split(" "));
        assertThat(spotter.exitCode()).as("%s", spotter.lines()).isEqualTo(2);
    }

    private Path catalogue(WebServer server) throws IOException {
        return Files.writeString(folder.resolve("catalogue.yaml"), """
                vww:
                  source: https://example.com
                  files:
                    - file: model.tflite
                      url: %s
                      sha256: 597a384c8c2c8a1276f04702f25013b7838f2f814f1ca7c174d295b73e3d6b7b
                      bytes: 333288
                  package:
                    version: 1.0.0
                    task: classification
                    description: an example
                    inputs:
                      - {name: picture, kind: image, meaning: the scene, width: 96, height: 96, colours: rgb, normalisation: {mean: [0, 0, 0], scale: [255, 255, 255]}}
                    outputs:
                      - {name: verdict, meaning: probabilities}
                    labels: [no-person, person]
                    operators: [CONV_2D]
                    licence: Apache-2.0
                    training:
                      data: [{name: none, source: none, licence: none, class: A}]
                """.formatted(server.uri("/vww.tflite")));
    }

    private SpotterProcess start(Path catalogue) throws IOException {
        return SpotterProcess.start(data(), "models", "install", "vww", "--catalogue", catalogue.toString());
    }

    private SpotterProcess installFrom(Path catalogue) throws IOException, InterruptedException {
        return run("models", "install", "vww", "--catalogue", catalogue.toString());
    }

    private void install(String name) throws IOException, InterruptedException {
        assertWell(
                run("models", "install", name, "--from", SharedFiles.models(".").toString()));
    }

    private JsonNode infer(String name, Path input) throws IOException, InterruptedException {
        SpotterProcess spotter = run("infer", name, input.toString(), "--json");
        assertWell(spotter);
        String said = String.join("\n", spotter.lines());
        return JSON.readTree(said.substring(said.indexOf('{'), said.lastIndexOf('}') + 1))
                .at("/results/0");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path models() {
        return data().resolve("models");
    }

    private List<Path> parts() {
        return files(models().resolve(".downloads")).stream()
                .filter(path -> path.toString().endsWith(".part"))
                .toList();
    }

    private boolean anyStaged(String file) {
        return files(models().resolve(".versions")).stream().anyMatch(path -> path.endsWith(Path.of(file)));
    }

    /** All files below a folder that may change meanwhile. */
    private static List<Path> files(Path below) {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(below)) {
            all.filter(Files::isRegularFile).forEach(files::add);
        } catch (IOException | UncheckedIOException changing) {
            // the next look sees more
        }
        return files;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return -1;
        }
    }

    private SpotterProcess run(String... arguments) throws IOException, InterruptedException {
        return SpotterProcess.finished(data(), arguments);
    }

    private static void assertWell(SpotterProcess spotter) {
        assertThat(spotter.exitCode()).as("%s", spotter.lines()).isZero();
    }
}
