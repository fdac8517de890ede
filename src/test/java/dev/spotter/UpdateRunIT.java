package dev.spotter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spotter.mqtt.Listener;
import dev.spotter.mqtt.Mosquitto;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

/** A whole agent that gets other models, from a real repository: by broker, command and stick, with and without an agent. */
class UpdateRunIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String ROOT = "spotter/v1/gym/test/";

    @TempDir
    private Path folder;

    private SetRepository repository;
    private Path data;

    @BeforeEach
    void publish() throws IOException {
        repository = new SetRepository(Files.createDirectory(folder.resolve("technician")));
        repository.publish("2026-11-a", "2.0.7");
        data = folder.resolve("data");
    }

    @Test
    void what_the_back_end_desires_runs_without_a_restart_and_each_step_is_reported() throws Exception {
        try (Mosquitto broker = new Mosquitto(Files.createDirectory(folder.resolve("broker")))
                        .anonymous()
                        .start();
                Listener backEnd = new Listener(broker.url().toString().replace("mqtt", "tcp"));
                WebServer server = WebServer.start();
                SpotterProcess spotter = run("mqtt: {url: \"%s\"}".formatted(broker.url()))) {
            server.putFolder("/gym/", repository.published());
            String address = server.uri("/gym/").toString();
            await().atMost(LONG).until(() -> states(backEnd).contains("idle"));

            backEnd.retain(ROOT + "ota/desired", "{\"set\":\"2026-11-a\",\"repository\":\"%s\"}".formatted(address));
            await().atMost(LONG).untilAsserted(() -> assertThat(states(backEnd))
                    .containsExactly(
                            "idle", "downloading", "verifying", "trial", "activating", "probation", "committed"));
            assertThat(last(backEnd).path("active").asText()).isEqualTo("2026-11-a");
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(received(backEnd, "status").getLast()).contains("\"exercise-cnn\":\"2.0.7\""));

            repository.publishBroken("2026-11-b", "2.0.8");
            backEnd.retain(ROOT + "ota/desired", "{\"set\":\"2026-11-b\",\"repository\":\"%s\"}".formatted(address));
            await().atMost(LONG).until(() -> states(backEnd).getLast().equals("failed"));
            assertThat(last(backEnd).path("active").asText()).isEqualTo("2026-11-a");
            assertThat(last(backEnd).path("desired").asText()).isEqualTo("2026-11-b");
            assertThat(last(backEnd).path("code").asText()).isEqualTo("wrong-output");
            assertThat(last(backEnd).path("message").asText()).contains("exercise-cnn", "squat");
            JsonNode health = get(spotter.page().resolve("/q/health"));
            assertThat(health.path("status").asText()).isEqualTo("UP");
            assertThat(health.toString()).contains("update-failed");

            backEnd.retain(ROOT + "ota/desired", "nonsense");
            await().atMost(LONG).until(() -> last(backEnd).path("code").asText().equals("malformed-desired"));
            backEnd.retain(ROOT + "ota/desired", "");
            await().atMost(LONG).until(() -> last(backEnd).path("code").asText().equals("wrong-output"));

            for (String report : received(backEnd, "ota/reported")) {
                assertThat(MqttContractTest.errors("ota-reported", report))
                        .as(report)
                        .isEmpty();
            }
            assertThat(spotter.lines())
                    .filteredOn(line -> line.startsWith("page: "))
                    .hasSize(1);
            assertThat(spotter.lines()).noneMatch(line -> line.contains("Exception"));
        }
    }

    @Test
    void a_technician_pushes_and_goes_back_with_and_without_an_agent_and_on_the_page() throws Exception {
        repository.publish("2026-11-b", "2.0.8");
        String stick = repository.published().toString();
        try (SpotterProcess spotter = run("")) {
            URI page = spotter.page();
            await().atMost(LONG).until(() -> Files.exists(data.resolve("agent.json")));
            assertThat(command("push", stick, "--set", "2026-11-a")).anyMatch(line -> line.contains("runs 2026-11-a"));
            await().atMost(LONG).until(() -> state(page).equals("committed"));
            assertThat(command("push", stick)).anyMatch(line -> line.contains("trial 2026-11-b; runs 2026-11-a"));
            await().atMost(LONG).until(() -> state(page).equals("committed"));
            assertThat(command("status")).containsExactly("committed; runs 2026-11-b");
            goBackOnThePage(page);
            assertThat(command("status"))
                    .anyMatch(line -> line.contains("runs 2026-11-a") && line.contains("rolled-back-by-hand"));
            assertThat(failing("push", stick, "--set", "no-such-set"))
                    .anyMatch(line -> line.startsWith("failed no-such-set; runs 2026-11-a"));
            spotter.interrupt();
        }

        assertThat(command("push", stick, "--set", "2026-11-b"))
                .anyMatch(line -> line.contains("it begins with 2026-11-b, on probation"));
        assertThat(command("status")).containsExactly("probation; runs 2026-11-b");
        try (SpotterProcess spotter = run("")) {
            URI page = spotter.page();
            await().atMost(LONG).ignoreExceptions().until(() -> state(page).equals("committed"));
            assertThat(spotter.lines()).noneMatch(line -> line.contains("Exception"));
            spotter.interrupt();
        }
        assertThat(command("rollback")).anyMatch(line -> line.contains("runs 2026-11-a"));
        assertThat(failing("push", stick, "--set", "no-such-set")).anyMatch(line -> line.contains("target-not-found"));
    }

    @Test
    void a_device_asks_its_repository_by_itself_and_when_the_page_says_so() throws Exception {
        try (WebServer server = WebServer.start()) {
            server.putFolder("/gym/", repository.published());
            try (SpotterProcess spotter = run("", "repository: \"%s\"".formatted(server.uri("/gym/")))) {
                URI page = spotter.page();
                await().atMost(LONG).ignoreExceptions().until(() -> active(page).equals("2026-11-a"));
                await().atMost(LONG).until(() -> state(page).equals("committed"));

                repository.publish("2026-11-b", "2.0.8");
                server.putFolder("/gym/", repository.published());
                updateOnThePage(page, "2026-11-b");
                await().atMost(LONG).until(() -> state(page).equals("committed"));

                repository.publishAgain("2026-11-a");
                server.putFolder("/gym/", repository.published());
                updateOnThePage(page, "2026-11-a");
                await().atMost(LONG).until(() -> state(page).equals("committed"));
                assertThat(spotter.lines()).noneMatch(line -> line.contains("Exception"));
            }
        }
    }

    private void updateOnThePage(URI page, String set) throws Exception {
        if (!Browser.available()) {
            command("push", repository.published().toString());
            return;
        }
        WebDriver browser = Browser.start(folder.resolve("browser"));
        try {
            browser.get(page.toString());
            WebElement button = browser.findElement(By.id("update-now"));
            await().atMost(LONG).until(() -> button.isDisplayed() && button.isEnabled());
            button.click();
            await().atMost(LONG).ignoreExceptions().untilAsserted(() -> assertThat(
                            browser.findElement(By.id("update-active")).getText())
                    .isEqualTo(set));
        } finally {
            browser.quit();
        }
    }

    private void goBackOnThePage(URI page) throws Exception {
        if (!Browser.available()) {
            command("rollback");
            return;
        }
        WebDriver browser = Browser.start(folder.resolve("browser"));
        try {
            browser.get(page.toString());
            await().atMost(LONG).ignoreExceptions().untilAsserted(() -> {
                assertThat(browser.findElement(By.id("update-active")).getText())
                        .isEqualTo("2026-11-b");
                assertThat(browser.findElement(By.id("update-state")).getText()).contains("committed");
                assertThat(browser.findElement(By.id("update-now")).isEnabled()).isFalse();
            });
            browser.findElement(By.id("update-back")).click();
            await().atMost(LONG).ignoreExceptions().untilAsserted(() -> {
                assertThat(browser.findElement(By.id("update-active")).getText())
                        .isEqualTo("2026-11-a");
                assertThat(browser.findElement(By.id("update-state")).getText())
                        .contains("rolled-back", "rolled-back-by-hand");
            });
        } finally {
            browser.quit();
        }
    }

    private SpotterProcess run(String more) throws IOException {
        return run(more, "poll: 1h");
    }

    private SpotterProcess run(String more, String updates) throws IOException {
        return SpotterProcess.start(
                data, "run", "--profile", profile(more, updates).toString());
    }

    private Path profile(String more, String updates) throws IOException {
        return Files.writeString(folder.resolve("profile.yaml"), """
                device: {site: gym, id: test}
                sources:
                  imu: {type: simulated, lifter: steady, seed: 5, speed: 8}
                pipelines:
                  rack-1:
                    source: imu
                    stages:
                      - window:   {seconds: 5, step: 0.2}
                      - ensemble: {name: exercise, id: what}
                      - reps:     {exercise: what, id: count}
                http: {listen: 127.0.0.1:0}
                ota: {root: technician/workspace/public/metadata/1.root.json, probation: {lasts: 2s, inputs: 3, slower: 100}, %s}
                %s
                """.formatted(updates, more));
    }

    private List<String> command(String... arguments) throws Exception {
        SpotterProcess process = ota(arguments);
        assertThat(process.exitCode()).as("%s", process.lines()).isZero();
        return process.lines();
    }

    private List<String> failing(String... arguments) throws Exception {
        SpotterProcess process = ota(arguments);
        assertThat(process.exitCode()).as("%s", process.lines()).isEqualTo(1);
        return process.lines();
    }

    private SpotterProcess ota(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("ota"));
        all.addAll(List.of(arguments));
        return SpotterProcess.finished(data, all.toArray(String[]::new));
    }

    private static String active(URI page) throws IOException {
        return get(page.resolve("/api/update")).path("active").asText();
    }

    private static String state(URI page) throws IOException {
        return get(page.resolve("/api/update")).path("state").asText();
    }

    private static JsonNode get(URI address) throws IOException {
        try (InputStream answer = address.toURL().openStream()) {
            return JSON.readTree(answer);
        }
    }

    /** The states that were reported, a word for each change. */
    private static List<String> states(Listener backEnd) {
        return received(backEnd, "ota/reported").stream()
                .map(report -> json(report).path("state").asText())
                .toList();
    }

    private static JsonNode last(Listener backEnd) {
        return json(received(backEnd, "ota/reported").getLast());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> received(Listener backEnd, String topic) {
        return backEnd.heard().stream()
                .filter(heard -> heard.topic().equals(ROOT + topic))
                .map(Listener.Heard::payload)
                .toList();
    }
}
