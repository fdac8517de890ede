package dev.spotter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spotter.capture.camera.Ffmpeg;
import dev.spotter.model.MoveNetPackage;
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
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;

/** The agent on a film of a person, the public MoveNet and a camera that is not there: real ffmpeg, broker and browser. */
class CameraRunIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void a_person_on_film_raises_an_incident_and_a_broken_camera_beside_it_shows_in_health_only() throws Exception {
        try (Mosquitto broker = new Mosquitto(Files.createDirectory(folder.resolve("broker")))
                        .anonymous()
                        .start();
                Listener backEnd = new Listener(broker.url().toString().replace("mqtt", "tcp"));
                SpotterProcess spotter = run(profile(broker.url()))) {
            URI page = spotter.page();
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                assertThat(spotter.lines())
                        .anyMatch(line -> line.contains("floor") && line.contains("pose: 1 body"))
                        .anyMatch(line -> line.contains("WARNING somebody") && line.contains("raised"));
                assertThat(camera(page, "door").at("/problems").toString()).contains("missing.mp4");
            });
            JsonNode evidence = floor(page).at("/incidents/0/evidence/0");
            assertThat(evidence.at("/source").asText()).isEqualTo("room");
            assertThat(evidence.at("/model").asText()).isEqualTo("movenet");
            assertThat(evidence.at("/version").asText()).isEqualTo("1.0.0");
            assertThat(evidence.at("/score").asDouble()).isGreaterThan(0.3);

            // its figures are of the last seconds, in which a machine that is busy may not have looked at any frame
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                JsonNode floor = camera(page, "floor");
                assertThat(floor.at("/problems"))
                        .as("the other camera's trouble is not this one's")
                        .isEmpty();
                assertThat(floor.at("/framesPerSecond").asDouble()).isPositive();
                assertThat(floor.at("/p99Millis").asDouble())
                        .isGreaterThanOrEqualTo(floor.at("/p50Millis").asDouble())
                        .isPositive();
            });
            assertThat(camera(page, "door").at("/sights")).isEmpty();
            assertThat(get(page.resolve("/q/health")).at("/status").asText()).isEqualTo("UP");

            spotter.interrupt();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(backEnd.heard())
                    .filteredOn(heard -> heard.topic().equals("spotter/v1/gym/test/summary"))
                    .anySatisfy(heard -> {
                        assertThat(MqttContractTest.errors("summary", heard.payload()))
                                .isEmpty();
                        JsonNode summary = JSON.readTree(heard.payload());
                        assertThat(summary.at("/people").asInt()).isEqualTo(1);
                        assertThat(summary.at("/models/movenet/p99Millis").asDouble())
                                .isPositive();
                    }));
        }
    }

    @Test
    void the_page_shows_what_a_camera_sees_and_what_ails_another() throws Exception {
        assumeTrue(Browser.available(), "needs chromium and chromium-driver");
        try (SpotterProcess spotter = run(profile(null))) {
            URI page = spotter.page();
            WebDriver browser = Browser.start(folder.resolve("browser"));
            try {
                browser.get(page.toString());
                await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(() -> {
                    assertThat(text(browser, "[data-station=floor] [data-stage=pose]"))
                            .matches("pose: person \\d+ %");
                    assertThat(text(browser, "[data-station=floor] .frames"))
                            .matches("room: [1-9][0-9.]* frames/s, \\d+ dropped, \\d+ still, 0 restarts");
                    assertThat(text(browser, "[data-station=door] .trouble")).contains("missing.mp4");
                    assertThat(browser.findElements(By.cssSelector("[data-station=floor] .trouble")))
                            .isEmpty();
                });
            } finally {
                browser.quit();
            }
        }
    }

    private SpotterProcess run(Path profile) throws IOException {
        Ffmpeg.require();
        Path models = Files.createDirectory(folder.resolve("models"));
        MoveNetPackage.write(models, "movenet");
        return SpotterProcess.start(
                folder.resolve("data"), "run", "--profile", profile.toString(), "--models", models.toString());
    }

    private static String text(WebDriver browser, String selector) {
        return browser.findElement(By.cssSelector(selector)).getText();
    }

    private Path profile(URI broker) throws IOException {
        return Files.writeString(
                folder.resolve("profile.yaml"),
                """
                device: {site: gym, id: test}
                sources:
                  room: {type: camera, url: "%s", size: 640x480, loop: true}
                  gone: {type: camera, url: missing.mp4}
                pipelines:
                  floor:
                    source: room
                    stages:
                      - infer: {model: movenet, id: pose}
                  door:
                    source: gone
                    stages:
                      - infer: {model: movenet, id: pose}
                rules:
                  somebody: {when: pose.person > 0.3, for: 1s, severity: warning}
                http: {listen: 127.0.0.1:0}
                """.formatted(SharedFiles.data("gmdcsa24/subject_2_fall_13.mp4"))
                        + (broker == null ? "" : "mqtt: {url: \"%s\"}\n".formatted(broker)));
    }

    private JsonNode camera(URI page, String station) throws IOException, InterruptedException {
        return StreamSupport.stream(floor(page).at("/cameras").spliterator(), false)
                .filter(camera -> camera.at("/name").asText().equals(station))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode floor(URI page) throws IOException, InterruptedException {
        return get(page.resolve("/api/floor"));
    }

    private JsonNode get(URI uri) throws IOException, InterruptedException {
        return JSON.readTree(http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }
}
