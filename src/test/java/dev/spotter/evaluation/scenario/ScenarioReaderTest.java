package dev.spotter.evaluation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import dev.spotter.capture.RecordingFormat;
import dev.spotter.profile.Profile;
import dev.spotter.profile.ProfileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locks down that a scenario is read strictly, and that what is wrong with one is told with its place and hurts no other. */
class ScenarioReaderTest {
    @TempDir
    Path data;

    private Profile profile;

    @BeforeEach
    void profile() throws IOException {
        profile = ProfileReader.read(Files.writeString(data.resolve("rack.yaml"), """
                device: {site: gym, id: desk}
                sources:
                  rack-3-imu: {type: simulated, lifter: failing, seed: 5}
                  idle-imu: {type: simulated, lifter: steady, seed: 5}
                  door-cam: {type: camera, url: "lavfi:testsrc2"}
                pipelines:
                  rack-3:
                    source: rack-3-imu
                    stages:
                      - window: {seconds: 5, step: 0.2}
                      - ensemble: {name: exercise, id: what}
                      - reps: {exercise: what, id: count}
                  door: {source: door-cam, stages: [{infer: {model: movenet, id: pose}}]}
                rules:
                  failed-lift: {when: lift stalled, for: 4s, clear: 3s, severity: critical}
                  somebody: {when: pose.person > 0.4, for: 2s, clear: 10s, severity: info}
                """));
    }

    @Test
    void a_scenario_of_samples_has_incidents_quiet_parts_and_labels() throws IOException {
        Path folder = scenario("squat", """
                source: rack-3-imu
                format: metamotion
                path: sets
                incidents:
                  - {rule: failed-lift, from: 12.5, to: 20}
                quiet:
                  - {from: 0, to: 10}
                  - {rule: failed-lift, recording: two, from: 0, to: 60}
                labels: true
                """);
        Scenario scenario = read().scenarios().getFirst();

        assertThat(scenario.name()).isEqualTo("squat");
        assertThat(scenario.source()).contains("rack-3-imu");
        assertThat(scenario.material())
                .isEqualTo(new Scenario.Material.Samples(RecordingFormat.METAMOTION, folder.resolve("sets")));
        assertThat(scenario.incidents())
                .containsExactly(new Scenario.ExpectedIncident("failed-lift", new Part(Optional.empty(), 12.5, 20)));
        assertThat(scenario.quiet())
                .extracting(Scenario.QuietPart::toString)
                .containsExactly("nothing within 0.0 to 10.0 s", "no 'failed-lift' within 0.0 to 60.0 s of two");
        assertThat(scenario.labels()).isTrue();
    }

    @Test
    void what_spotter_record_wrote_needs_no_description() throws IOException {
        Path folder = Files.createDirectories(data.resolve("scenarios/november"));
        Files.writeString(folder.resolve("recordings.csv"), "");

        assertThat(read().scenarios()).singleElement().satisfies(scenario -> {
            assertThat(scenario.source()).isEmpty();
            assertThat(scenario.labels()).isTrue();
        });
    }

    @Test
    void a_film_is_of_a_camera() throws IOException {
        Files.writeString(scenario("door", """
                source: door-cam
                format: film
                path: door.mp4
                incidents: [{rule: somebody, from: 1, to: 4}]
                """).resolve("door.mp4"), "");
        assertThat(read().scenarios()).singleElement().satisfies(scenario -> assertThat(scenario.material())
                .isInstanceOf(Scenario.Material.Film.class));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            source: rack-3-imo         | format: spotter      | labels: true                            | unknown-source            | scenario.yaml:1:9: the profile has no source 'rack-3-imo' (did you mean
            source: idle-imu           | format: spotter      | labels: true                            | scenario-source-unwatched | no pipeline
            source: door-cam           | format: spotter      | labels: true                            | scenario-source-differs   | format: film
            source: rack-3-imu         | format: csv          | labels: true                            | recording-format-unknown  | scenario.yaml:2:9:
            source: rack-3-imu         | format: spotter      | incidents: [{rule: fall, from: 1, to: 2}] | unknown-rule            | scenario.yaml:3:20: the profile has no rule 'fall'
            source: rack-3-imu         | format: spotter      | incidents: [{rule: failed-lift, from: 3, to: 2}] | yaml-wrong-value | scenario.yaml:3:13: a part goes from 3.0 to 2.0 s
            source: rack-3-imu         | format: spotter      | incidents: [{rule: failed-lift, from: 1, until: 2}] | yaml-missing-key | scenario.yaml:3:13:
            source: rack-3-imu         | format: spotter      | incident: []                            | yaml-unknown-key          | scenario.yaml:3:1: the key 'incident' is not known here
            source: rack-3-imu         | format: spotter      | quiet: []                               | yaml-wrong-value          | needs incidents, quiet parts or labels
            source: rack-3-imu         | path: ../../else     | format: spotter                         | scenario-path-bad         | scenario.yaml:2:7:
            format: film               | path: none.mp4       | source: door-cam                        | scenario-path-bad         | there is no film
            [                          | ''                   | ''                                      | yaml-syntax               | scenario.yaml:
            """)
    void what_is_wrong_is_told_with_its_place_and_a_code_and_hurts_no_other(
            String first, String second, String third, String code, String words) throws IOException {
        scenario("bad", String.join("\n", first, second, third));
        scenario("good", "{source: rack-3-imu, format: spotter, labels: true}");
        ScenarioFolder.Contents contents = read();

        assertThat(contents.scenarios()).extracting(Scenario::name).containsExactly("good");
        assertThat(contents.broken()).containsOnlyKeys("bad");
        assertThat(contents.broken().get("bad").code())
                .as(contents.broken().get("bad").sentence())
                .isEqualTo(code);
        assertThat(contents.broken().get("bad").sentence()).contains(words);
    }

    @Test
    void a_folder_of_something_else_is_told_and_a_hidden_one_is_none() throws IOException {
        Files.createDirectories(data.resolve("scenarios/photos"));
        Files.createDirectories(data.resolve("scenarios/.results"));
        assertThat(read().broken()).containsOnlyKeys("photos");
        assertThat(read().broken().get("photos").code()).isEqualTo("scenario-missing");
    }

    @Test
    void the_scenario_on_the_page_is_one() throws IOException {
        Matcher snippet = Pattern.compile("```yaml scenario.yaml\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(SharedFiles.home().resolve("docs/scenarios.md")));
        assertThat(snippet.find()).isTrue();
        scenario("squat-fails", snippet.group(1));
        assertThat(read().broken()).isEmpty();
        assertThat(read().scenarios().getFirst().incidents()).hasSize(2);
    }

    @Test
    void a_site_without_any_has_none() {
        assertThat(read()).isEqualTo(new ScenarioFolder.Contents(List.of(), Map.of()));
    }

    private ScenarioFolder.Contents read() {
        return new ScenarioFolder(data).read(profile);
    }

    private Path scenario(String name, String yaml) throws IOException {
        Path folder = Files.createDirectories(data.resolve("scenarios").resolve(name));
        Files.writeString(folder.resolve("scenario.yaml"), yaml);
        return folder;
    }
}
