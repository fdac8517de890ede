package dev.spotter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spotter.capture.camera.Ffmpeg;
import dev.spotter.model.PublicPackage;
import dev.spotter.model.picture.Picture;
import dev.spotter.model.picture.PictureReader;
import dev.spotter.mqtt.Listener;
import dev.spotter.mqtt.Mosquitto;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebDriver;

/** Snapshots and previews in the whole agent: a film of a public picture, public models, a real broker and browser. */
class PictureRunIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    /** What the mask of the profile covers of a row, but for a block at its edge, over which JPEG spreads colours. */
    private static final int MASKED = WIDTH / 4 - 16;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void an_incidents_snapshot_is_masked_and_shown_here_only_and_is_gone_when_its_time_is_over() throws Exception {
        try (Mosquitto broker = new Mosquitto(Files.createDirectory(folder.resolve("broker")))
                        .anonymous()
                        .start();
                Listener backEnd = new Listener(broker.url().toString().replace("mqtt", "tcp"));
                SpotterProcess spotter = run("snapshots: {keep: 20s}\nmqtt: {url: \"%s\"}\n".formatted(broker.url()))) {
            URI page = spotter.page();
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(floor(page).at("/snapshots")).isNotEmpty());
            String incident = floor(page).at("/snapshots/0").asText();
            Path file = folder.resolve("data/snapshots").resolve(incident + ".jpg");
            URI address = page.resolve("/api/incidents/" + incident + "/snapshot");
            assertThat(floor(page).at("/incidents/0/id").asText()).isEqualTo(incident);
            HttpResponse<byte[]> answer = get(address);
            assertThat(answer.body()).isEqualTo(Files.readAllBytes(file));
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/jpeg");
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertMasked(PictureReader.read(answer.body()));
            assertRefused(page, incident, address);
            if (Browser.available()) {
                assertShown(page, "[data-incident='" + incident + "'] img");
            }
            assertThat(floor(page).at("/cameras/0/still").asLong())
                    .as("a picture in which nothing moves")
                    .isPositive();

            await().atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertThat(get(address).statusCode()).isEqualTo(404));
            assertThat(file).doesNotExist();
            assertThat(floor(page).at("/snapshots")).isEmpty();
            assertThat(floor(page).at("/incidents/0/id").asText()).isEqualTo(incident);
            assertThat(backEnd.heard())
                    .filteredOn(heard -> heard.topic().endsWith("/incident"))
                    .isNotEmpty()
                    .allSatisfy(heard -> assertThat(MqttContractTest.errors("incident", heard.payload()))
                            .isEmpty());
            assertThat(backEnd.heard())
                    .allSatisfy(heard -> assertThat(heard.payload()).doesNotContainIgnoringCase("snapshot", "jpg"));
            assertThat(spotter.lines()).noneMatch(line -> line.contains("Exception"));
        }
    }

    @Test
    void a_preview_is_masked_and_there_only_where_the_profile_says_so() throws Exception {
        try (SpotterProcess spotter = run("")) {
            URI page = spotter.page();
            URI preview = page.resolve("/api/cameras/room/preview");
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(get(preview).statusCode()).isEqualTo(200));
            assertMasked(PictureReader.read(get(preview).body()));
            await().untilAsserted(() -> assertThat(
                            get(page.resolve("/api/cameras/hall/preview")).statusCode())
                    .as("a camera that no pipeline looks through")
                    .isEqualTo(200));
            HttpResponse<byte[]> other = get(page.resolve("/api/cameras/door/preview"));
            assertThat(other.statusCode()).isEqualTo(404);
            assertThat(new String(other.body())).contains("no-preview", "room");
            assertThat(folder.resolve("data/snapshots")).doesNotExist();
            if (Browser.available()) {
                assertShown(page, "[data-preview=room] img");
            }
        }
    }

    @Test
    void where_faces_cannot_be_blurred_nothing_is_stored_and_health_says_so() throws Exception {
        try (SpotterProcess spotter = run("snapshots: {keep: 1h}\n", PublicPackage.VISUAL_WAKE_WORDS)) {
            URI page = spotter.page();
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                assertThat(floor(page).at("/incidents")).isNotEmpty();
                assertThat(floor(page).at("/problems/faces-not-blurred").asText())
                        .contains("no model");
            });
            assertThat(floor(page).at("/snapshots")).isEmpty();
            assertThat(folder.resolve("data/snapshots")).isEmptyDirectory();
        }
    }

    private static void assertMasked(Picture picture) {
        assertThat(picture.width()).isEqualTo(WIDTH);
        double seen = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < MASKED; x++) {
                assertThat(picture.grey(x, y)).as("%d, %d", x, y).isLessThan(3);
            }
            seen += picture.grey(WIDTH / 2, y);
        }
        assertThat(seen / HEIGHT).as("what is not masked is there").isGreaterThan(20);
    }

    private void assertRefused(URI page, String incident, URI address) throws IOException, InterruptedException {
        HttpResponse<byte[]> missing = get(page.resolve("/api/incidents/0" + incident + "/snapshot"));
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(new String(missing.body())).contains("no-snapshot");
        for (String way : new String[] {"..%2F..%2Fprofile.yaml", "%2e%2e", "age"}) {
            assertThat(get(page.resolve("/api/incidents/" + way + "/snapshot")).statusCode())
                    .as(way)
                    .isEqualTo(404);
        }
        HttpRequest foreign = HttpRequest.newBuilder(address)
                .header("Origin", "http://elsewhere.example")
                .build();
        assertThat(http.send(foreign, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(403);
    }

    private void assertShown(URI page, String selector) {
        WebDriver browser = Browser.start(folder.resolve("browser"));
        try {
            browser.get(page.toString());
            await().atMost(Duration.ofSeconds(15)).ignoreExceptions().untilAsserted(() -> assertThat(
                            ((JavascriptExecutor) browser)
                                    .executeScript("return document.querySelector(\"" + selector + "\").naturalWidth"))
                    .isEqualTo((long) WIDTH));
        } finally {
            browser.quit();
        }
    }

    private SpotterProcess run(String more) throws Exception {
        return run(more, PublicPackage.VISUAL_WAKE_WORDS, PublicPackage.FACE_DETECTION);
    }

    private SpotterProcess run(String more, PublicPackage... packages) throws Exception {
        Ffmpeg.require();
        Path models = Files.createDirectory(folder.resolve("models"));
        for (PublicPackage model : packages) {
            model.write(models);
        }
        Path profile = Files.writeString(folder.resolve("profile.yaml"), """
                device: {site: gym, id: test}
                sources:
                  room:
                    type: camera
                    url: "%s"
                    size: 320x240
                    loop: true
                    preview: true
                    masks: [[[0, 0], [0.25, 0], [0.25, 1], [0, 1]]]
                  hall: {type: camera, url: "lavfi:testsrc2=rate=5", preview: true}
                  door: {type: camera, url: "lavfi:testsrc2=rate=5"}
                pipelines:
                  floor:
                    source: room
                    stages:
                      - infer: {model: visual-wake-words, id: who}
                rules:
                  somebody: {when: who.person > 0.5, for: 1s, severity: info}
                http: {listen: 127.0.0.1:0}
                """.formatted(film()) + more);
        return SpotterProcess.start(
                folder.resolve("data"), "run", "--profile", profile.toString(), "--models", models.toString());
    }

    /** Half a minute of a man who does not move. */
    private Path film() throws Exception {
        return Ffmpeg.film(
                folder.resolve("film.mp4"),
                "-loop",
                "1",
                "-framerate",
                "10",
                "-i",
                SharedFiles.models("coral/squat.bmp").toString(),
                "-t",
                "30",
                "-vf",
                "scale=640:480,format=yuv420p");
    }

    private JsonNode floor(URI page) throws IOException, InterruptedException {
        return JSON.readTree(get(page.resolve("/api/floor")).body());
    }

    private HttpResponse<byte[]> get(URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
