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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

/** Sets labelled by hand beside the running agent, by all the ways there are, on a simulated lifter. */
class RecordIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMMAND = "spotter/v1/gym/test/command/label";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void sets_labelled_by_line_request_and_command_are_recordings_that_eval_reads() throws Exception {
        try (Mosquitto broker = new Mosquitto(Files.createDirectory(folder.resolve("broker")))
                        .anonymous()
                        .start();
                Listener backEnd = new Listener(broker.url().toString().replace("mqtt", "tcp"));
                SpotterProcess spotter = record("mqtt: {url: \"%s\"}".formatted(broker.url()), "--subject", "anna")) {
            URI page = spotter.page();
            awaitSamples(page);

            spotter.type("bench");
            Thread.sleep(1500);
            spotter.type("c 5");
            spotter.type("r 8.5");
            spotter.type("end");
            awaitSets(page, 1);

            assertThat(ask("POST", page, "sources/imu/begin", "{\"label\":\"squat\",\"subject\":\"bo\"}")
                            .at("/sources/0/label")
                            .asText())
                    .isEqualTo("squat");
            Thread.sleep(1500);
            ask("POST", page, "sources/imu/end", "{\"repetitions\":\"9-10\"}");
            awaitSets(page, 2);

            assertThat(command(backEnd, "{\"source\":\"imu\",\"label\":\"row\"}"))
                    .isEqualTo("{\"ok\":true}");
            Thread.sleep(1500);
            assertThat(command(backEnd, "{\"source\":\"imu\",\"end\":true,\"repetitions\":7}"))
                    .isEqualTo("{\"ok\":true}");
            awaitSets(page, 3);
            assertThat(command(backEnd, "{\"source\":\"imu\",\"end\":true}")).contains("no-open-set");
            assertThat(command(backEnd, "{\"source\":\"nobody\",\"label\":\"row\"}"))
                    .contains("unknown-source");
            assertThat(command(backEnd, "{\"source\":\"imu\",\"label\":\"dance\"}"))
                    .contains("\"ok\":false");

            JsonNode sets = ask("GET", page, "", "").at("/sets");
            assertThat(ask("PUT", page, "sets/" + sets.at("/0/id").asLong(), "{\"rpe\":6}")
                            .at("/sets/0/rpe")
                            .asDouble())
                    .isEqualTo(6);
            ask("DELETE", page, "sets/" + sets.at("/1/id").asLong(), "");
            assertThat(ask("DELETE", page, "sets/999", "").at("/code").asText()).isEqualTo("unknown-set");

            spotter.type("quit");
            spotter.awaitEnd();
            assertThat(spotter.exitCode()).as("%s", spotter.lines()).isZero();
            assertThat(spotter.lines()).noneMatch(line -> line.contains("Exception"));
        }
        assertThat(index())
                .as("the squat was deleted")
                .hasSize(2)
                .anyMatch(row -> row.contains(",anna,bench,") && row.contains(",5,") && row.contains("rpe=8.5"))
                .anyMatch(row -> row.contains(",bo,row,") && row.contains(",7,") && row.contains("rpe=6"));
        SpotterProcess eval = SpotterProcess.finished(
                folder.resolve("data"),
                "eval",
                "imu-exercise",
                "--data",
                folder.resolve("sets").toString());
        assertThat(eval.exitCode()).as("%s", eval.lines()).isZero();
    }

    @Test
    void a_browser_labels_corrects_and_deletes_sets() throws Exception {
        assumeTrue(Browser.available(), Browser.MISSING);
        try (SpotterProcess spotter = record("")) {
            WebDriver browser = Browser.start(folder.resolve("browser"));
            try {
                browser.get(spotter.page().toString());
                click(browser, "[data-label=squat]");
                await().ignoreExceptions().untilAsserted(() -> assertThat(
                                browser.findElement(By.className("doing")).getText())
                        .contains("squat"));
                Thread.sleep(1500);
                click(browser, ".end");
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> browser.findElements(By.cssSelector("[data-set]"))
                                        .size()
                                == 1);
                await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
                    WebElement count = browser.findElement(By.cssSelector("[data-set] [name=repetitions]"));
                    count.clear();
                    count.sendKeys("4");
                    browser.findElement(By.cssSelector("[data-set] .save")).click();
                    assertThat(index()).anyMatch(row -> row.contains(",squat,") && row.contains(",4,"));
                });
                click(browser, "[data-set] .delete");
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(index()).isEmpty());
            } finally {
                browser.quit();
            }
        }
    }

    @Test
    void killed_it_loses_the_set_under_way_and_no_other() throws Exception {
        try (SpotterProcess spotter = record("")) {
            URI page = spotter.page();
            awaitSamples(page);
            for (String label : List.of("bench", "squat")) {
                spotter.type(label);
                Thread.sleep(1000);
                spotter.type("end");
            }
            awaitSets(page, 2);
            spotter.type("row");
            Thread.sleep(1000);
        }
        assertThat(index()).hasSize(2).noneMatch(row -> row.contains(",row,"));
        try (SpotterProcess again = record("")) {
            URI page = again.page();
            awaitSamples(page);
            again.type("row");
            Thread.sleep(1000);
            again.type("quit");
            again.awaitEnd();
            assertThat(again.exitCode()).as("%s", again.lines()).isZero();
        }
        assertThat(index()).as("what is open at the end is a set too").hasSize(3);
    }

    private SpotterProcess record(String more, String... options) throws IOException {
        Path profile = Files.writeString(folder.resolve("profile.yaml"), """
                device: {site: gym, id: test}
                sources:
                  imu: {type: simulated, lifter: steady, seed: 5, speed: 8}
                pipelines:
                  rack-1:
                    source: imu
                    stages:
                      - window:   {seconds: 5, step: 0.2}
                      - ensemble: {name: exercise, id: what}
                http: {listen: 127.0.0.1:0}
                """ + more + "\n");
        List<String> command = new ArrayList<>(List.of(
                "record",
                "--profile",
                profile.toString(),
                "--out",
                folder.resolve("sets").toString(),
                "--labels",
                "bench,squat,row"));
        command.addAll(List.of(options));
        return SpotterProcess.start(folder.resolve("data"), command.toArray(String[]::new));
    }

    /** The rows of the index, each after one comma so that a field can be looked for between two. */
    private List<String> index() throws IOException {
        return Files.readAllLines(folder.resolve("sets/recordings.csv")).stream()
                .skip(1)
                .map(row -> "," + row)
                .toList();
    }

    private void awaitSamples(URI page) {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> ask("GET", page, "", "").at("/sources/0/samples").asLong() > 0);
    }

    private void awaitSets(URI page, int count) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ask("GET", page, "", "").at("/sets"))
                        .hasSize(count)
                        .allMatch(set -> set.at("/written").asBoolean()));
    }

    private JsonNode ask(String method, URI page, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        page.resolve("/api/recording" + (path.isEmpty() ? "" : "/" + path)))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private static String command(Listener backEnd, String payload) throws Exception {
        String answers = "answers/" + System.nanoTime();
        backEnd.send(COMMAND, payload, answers, "1".getBytes(StandardCharsets.UTF_8));
        await().atMost(Duration.ofSeconds(30)).until(() -> backEnd.heard().stream()
                .anyMatch(heard -> heard.topic().equals(answers)));
        String answer = backEnd.heard().stream()
                .filter(heard -> heard.topic().equals(answers))
                .findFirst()
                .orElseThrow()
                .payload();
        assertThat(MqttContractTest.errors("command-answer", answer)).isEmpty();
        return answer;
    }

    private static void click(WebDriver browser, String selector) {
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            browser.findElement(By.cssSelector(selector)).click();
            return true;
        });
    }
}
