package dev.spotter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

/** The whole agent as its user runs it, on simulated lifters that are faster than the clock. */
class RunIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void sets_are_counted_and_a_failed_lift_raises_the_alarm_on_page_broker_and_output() throws Exception {
        try (Mosquitto broker = new Mosquitto(Files.createDirectory(folder.resolve("broker")))
                        .anonymous()
                        .start();
                Listener backEnd = new Listener(broker.url().toString().replace("mqtt", "tcp"));
                SpotterProcess spotter = SpotterProcess.start(
                        folder.resolve("data"),
                        "run",
                        "--profile",
                        profile("mqtt: {url: \"%s\"}".formatted(broker.url())).toString())) {
            URI page = spotter.page();
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                assertThat(spotter.lines()).anyMatch(line -> line.contains("set ended: "));
                assertThat(spotter.lines())
                        .anyMatch(line -> line.contains("CRITICAL failed-lift") && line.contains("raised"));
            });
            JsonNode floor = get(page.resolve("/api/floor"));
            assertThat(floor.at("/sets")).isNotEmpty();
            assertThat(floor.at("/incidents/0/evidence/0/version").asText()).isNotEmpty();
            assertThat(floor.at("/outputs/siren").asBoolean()).isTrue();
            String incident = floor.at("/incidents")
                    .get(floor.at("/incidents").size() - 1)
                    .get("id")
                    .textValue();
            HttpResponse<String> answer = post(page.resolve("/api/incidents/" + incident + "/acknowledge"));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(post(page.resolve("/api/incidents/nobody/acknowledge")).body())
                    .contains("unknown-incident");
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(received(backEnd, "spotter/v1/gym/test/incident"))
                            .anyMatch(payload -> payload.contains(incident) && payload.contains("raised"))
                            .anyMatch(payload -> payload.contains("cleared")));
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                assertThat(received(backEnd, "spotter/v1/gym/test/summary")).isNotEmpty();
                assertThat(received(backEnd, "spotter/v1/gym/test/state/rack-1"))
                        .isNotEmpty();
                assertThat(received(backEnd, "spotter/v1/gym/test/status")).anyMatch(text -> text.contains("online"));
            });
            for (String topic : List.of("incident", "summary", "state/rack-1", "status")) {
                String schema = topic.replaceFirst("/.*", "");
                for (String payload : received(backEnd, "spotter/v1/gym/test/" + topic)) {
                    assertThat(MqttContractTest.errors(schema, payload))
                            .as(payload)
                            .isEmpty();
                }
            }
            assertThat(get(page.resolve("/q/health")).at("/status").asText()).isEqualTo("UP");

            spotter.interrupt();
            assertThat(spotter.alive()).isFalse();
            assertThat(spotter.lines()
                            .subList(
                                    spotter.lines().indexOf("stopping"),
                                    spotter.lines().size()))
                    .as("what was seen in the last minute is told before the end")
                    .anyMatch(line -> line.contains("summary"));
            assertThat(spotter.lines()).contains("stopping").noneMatch(line -> line.contains("Exception"));
            await().untilAsserted(() -> assertThat(received(backEnd, "spotter/v1/gym/test/status"))
                    .anyMatch(text -> text.contains("offline")));
        }
    }

    @Test
    void the_form_of_repetitions_is_told_on_terminal_page_and_broker() throws Exception {
        try (Mosquitto broker = new Mosquitto(Files.createDirectory(folder.resolve("broker")))
                        .anonymous()
                        .start();
                Listener backEnd = new Listener(broker.url().toString().replace("mqtt", "tcp"));
                SpotterProcess spotter = SpotterProcess.start(
                        folder.resolve("data"),
                        "run",
                        "--profile",
                        formProfile(broker.url()).toString())) {
            URI page = spotter.page();
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                JsonNode station = get(page.resolve("/api/floor")).at("/stations/0");
                assertThat(station.at("/reference").asText()).isEqualTo("taken");
                assertThat(spotter.lines())
                        .anyMatch(line -> line.matches(".*lift: repetition \\d+, \\w+ \\(\\d+ %\\).*"));
                assertThat(get(page.resolve("/api/floor")).findValues("forms")).anyMatch(forms -> !forms.isEmpty());
                assertThat(received(backEnd, "spotter/v1/gym/test/state/rack-1"))
                        .anyMatch(state -> state.contains("\"form\":"))
                        .allSatisfy(state -> assertThat(MqttContractTest.errors("state", state))
                                .isEmpty());
                assertThat(received(backEnd, "spotter/v1/gym/test/summary"))
                        .anyMatch(summary -> summary.contains("\"forms\":{"))
                        .allSatisfy(summary -> assertThat(MqttContractTest.errors("summary", summary))
                                .isEmpty());
            });
            assertThat(spotter.lines()).noneMatch(line -> line.contains("Exception"));
            if (Browser.available()) {
                WebDriver browser = Browser.start(folder.resolve("browser"));
                try {
                    browser.get(page.toString());
                    await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(() -> {
                        assertThat(browser.findElement(By.cssSelector("article .form"))
                                        .getText())
                                .startsWith("form ");
                        assertThat(browser.findElement(By.id("sets")).getText()).containsPattern("\\d+ [a-z]+");
                    });
                } finally {
                    browser.quit();
                }
            }
        }
    }

    @Test
    void a_browser_shows_the_floor_live_and_takes_an_acknowledgement() throws Exception {
        assumeTrue(Browser.available(), Browser.MISSING);
        try (SpotterProcess spotter = SpotterProcess.start(
                folder.resolve("data"), "run", "--profile", profile("").toString())) {
            URI page = spotter.page();
            WebDriver browser = Browser.start(folder.resolve("browser"));
            try {
                browser.get(page.toString());
                await().atMost(Duration.ofMinutes(2)).ignoreExceptions().untilAsserted(() -> {
                    assertThat(browser.findElement(By.id("connection")).getText())
                            .contains("live");
                    assertThat(browser.findElements(By.cssSelector("[data-station]")))
                            .hasSize(1);
                    assertThat(browser.findElements(By.cssSelector("#sets tr"))).isNotEmpty();
                });
                await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> {
                    List<WebElement> buttons = browser.findElements(By.cssSelector("#incidents button"));
                    buttons.getFirst().click();
                    return true;
                });
                await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> assertThat(
                                browser.findElement(By.id("incidents")).getText())
                        .contains("acknowledged"));
            } finally {
                browser.quit();
            }
        }
    }

    @Test
    void a_page_of_another_site_is_not_let_in() throws Exception {
        try (SpotterProcess spotter = SpotterProcess.start(
                folder.resolve("data"), "run", "--profile", profile("").toString())) {
            URI page = spotter.page();
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(page.resolve("/api/floor"))
                            .header("Origin", "http://elsewhere.example")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("foreign-origin");
        }
    }

    @Test
    void a_broken_profile_ends_with_2_and_says_where() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "device: {site: gym, idd: test}\n");
        for (List<String> command :
                List.of(List.of("check", broken.toString()), List.of("run", "--profile", broken.toString()))) {
            SpotterProcess spotter = SpotterProcess.finished(folder.resolve("data"), command.toArray(String[]::new));
            assertThat(spotter.exitCode()).as("%s", spotter.lines()).isEqualTo(2);
            assertThat(spotter.lines()).anyMatch(line -> line.contains("broken.yaml:1:") && line.contains("'id'"));
        }
    }

    @Test
    void the_shipped_profiles_pass_the_check() throws Exception {
        Path demo = SharedFiles.home().resolve("device-profiles/demo.yaml");
        SpotterProcess spotter = SpotterProcess.finished(folder.resolve("data"), "check", demo.toString());
        assertThat(spotter.exitCode()).as("%s", spotter.lines()).isZero();
    }

    private static List<String> received(Listener backEnd, String topic) {
        return backEnd.heard().stream()
                .filter(heard -> heard.topic().equals(topic))
                .map(Listener.Heard::payload)
                .toList();
    }

    private Path profile(String more) throws IOException {
        return Files.writeString(folder.resolve("profile.yaml"), """
                device: {site: gym, id: test}
                sources:
                  imu: {type: simulated, lifter: failing, seed: 5, speed: 8}
                pipelines:
                  rack-1:
                    source: imu
                    stages:
                      - window:   {seconds: 5, step: 0.2}
                      - ensemble: {name: exercise, id: what}
                      - reps:     {exercise: what, id: count}
                rules:
                  failed-lift: {when: lift stalled, for: 4s, clear: 3s, severity: critical}
                alarms:
                  siren: {pin: 22, when: critical, until: acknowledged}
                http: {listen: 127.0.0.1:0}
                """ + more + "\n");
    }

    /** Exercises stand for forms: there is no simulated lifter who does the same lift in several ways. */
    private Path formProfile(URI broker) throws IOException {
        return Files.writeString(folder.resolve("form.yaml"), """
                device: {site: gym, id: test}
                sources:
                  imu: {type: simulated, lifter: steady, seed: 5, speed: 8}
                pipelines:
                  rack-1:
                    source: imu
                    stages:
                      - window:   {seconds: 5, step: 0.2, reference: 6}
                      - ensemble: {name: exercise, id: what}
                      - form:     {verdict: what}
                http: {listen: 127.0.0.1:0}
                mqtt: {url: "%s"}
                """.formatted(broker));
    }

    private JsonNode get(URI uri) throws IOException, InterruptedException {
        return JSON.readTree(http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private HttpResponse<String> post(URI uri) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
