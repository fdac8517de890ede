package dev.spotter.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.SharedFiles;
import dev.spotter.ota.UpdateException;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import dev.spotter.safety.SafetyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locks down what a set of models may change in a device's profile, and that nothing else can come that way. */
class ProfileFragmentTest {
    @TempDir
    Path folder;

    private Profile device;

    @BeforeEach
    void device() throws IOException {
        device = ProfileReader.read(Files.writeString(folder.resolve("device.yaml"), """
                device: {site: gym, id: desk}
                sources:
                  one: {type: simulated, lifter: novice, seed: 7}
                  two: {type: simulated, lifter: steady, seed: 11}
                pipelines:
                  rack-1:
                    source: one
                    stages: &lift
                      - window:   {seconds: 5, step: 0.2}
                      - ensemble: {name: exercise, id: what}
                      - reps:     {exercise: what, id: count}
                  rack-2: {source: two, stages: *lift}
                rules:
                  failed-lift: {when: lift stalled, for: 4s, clear: 3s, severity: critical}
                  resting: {when: what.rest > 0.9, for: 1h, clear: 3s, severity: info}
                """));
    }

    @Test
    void pipelines_and_rules_take_the_place_of_those_of_their_name_or_come_besides() throws IOException {
        Profile merged = merge("""
                pipelines:
                  rack-2:
                    source: two
                    stages:
                      - window:   {seconds: 3, step: 0.1}
                      - ensemble: {name: exercise, id: what}
                  rack-2-falls:
                    source: two
                    stages:
                      - window:   {seconds: 3, step: 0.2}
                      - ensemble: {name: fall-wrist, id: watch-says}
                rules:
                  fall: {when: watch-says.fall > 0.5, for: 0s, clear: 10s, severity: critical}
                  failed-lift: {when: lift stalled, for: 6s, clear: 3s, severity: critical}
                """);

        assertThat(merged.pipelines())
                .extracting(PipelineConfiguration::name)
                .containsExactly("rack-1", "rack-2", "rack-2-falls");
        assertThat(merged.pipelines().getFirst()).isEqualTo(device.pipelines().getFirst());
        assertThat(merged.pipelines().get(1).stages().getFirst())
                .isInstanceOfSatisfying(StageConfiguration.Window.class, window -> assertThat(window.step())
                        .isEqualTo(Duration.ofMillis(100)));
        assertThat(merged.rules()).extracting(SafetyRule::name).containsExactly("failed-lift", "resting", "fall");
        assertThat(merged.rules().getFirst().holdsFor()).isEqualTo(Duration.ofSeconds(6));
        assertThat(merged.sources()).isEqualTo(device.sources());
        assertThat(merged.device()).isEqualTo(device.device());
    }

    @Test
    void a_set_without_a_fragment_leaves_the_profile_as_it_is() {
        assertThat(ProfileFragment.merged(device, List.of(folder.resolve("set"))))
                .isSameAs(device);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sources: {three: {type: simulated, lifter: novice}} | yaml-unknown-key   | profile.yaml:1:1: the key 'sources' is not known here
            mqtt: {url: "mqtt://elsewhere"}                      | yaml-unknown-key   | the key 'mqtt' is not known here
            accelerators: {npu: {type: external, library: x.so}} | yaml-unknown-key   | the key 'accelerators' is not known here
            pipelines: {rack-3: {source: three, stages: [{window: {seconds: 3, step: 0.2}}]}} | unknown-source | profile.yaml:1:30:
            pipelines: {rack-1: {source: two, stages: [{window: {seconds: 3, step: 0.2}}]}} | source-differs | takes from source 'one' on this device
            pipelines: {rack-1: {source: one, stages: [{infer: {model: x}}]}} | missing-input| profile.yaml:1:
            rules: {fall: {when: belt-says.fall > 0.5, severity: critical}} | nothing-observed | profile.yaml:1:22: rule 'fall' watches
            rules: [fall]                                        | yaml-wrong-value   | profile.yaml:1:8:
            """)
    void what_a_set_must_not_change_or_cannot_is_refused_with_its_place(String yaml, String code, String words) {
        assertThatThrownBy(() -> merge(yaml)).isInstanceOfSatisfying(ProfileException.class, refused -> {
            assertThat(refused.code()).as(refused.getMessage()).isEqualTo(code);
            assertThat(refused.getMessage()).contains(words);
        });
    }

    @Test
    void a_rule_of_the_device_that_nothing_could_raise_any_more_is_refused() {
        String without =
                "{source: %s, stages: [{window: {seconds: 3, step: 0.2}}, {ensemble: {name: exercise, id: what}}]}";
        assertThatThrownBy(() -> merge("pipelines: {rack-1: %s, rack-2: %s}"
                        .formatted(without.formatted("one"), without.formatted("two"))))
                .hasMessageContaining("profile.yaml:1:12: rule 'failed-lift' watches for what no stage")
                .hasMessageNotContaining("resting");
    }

    @Test
    void a_technician_hears_of_what_could_fit_no_device_before_it_is_published() throws IOException {
        Path file = folder.resolve("fragment.yaml");
        Files.writeString(file, """
                pipelines:
                  door: {source: door-cam, stages: [{infer: {model: movenet, id: pose, accelerator: npu}}]}
                rules:
                  somebody: {when: pose.person > 0.4, severity: info}
                  elsewhere: {when: lift stalled, severity: critical}
                """);
        ProfileFragment.check(file);
        Matcher page = Pattern.compile("```yaml fragment.yaml\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(SharedFiles.home().resolve("docs/updates.md")));
        assertThat(page.find()).isTrue();
        Files.writeString(file, page.group(1));
        ProfileFragment.check(file);

        Files.writeString(file, """
                sources: {}
                pipelines:
                  door: {source: door-cam, stages: [{inver: {model: movenet}}]}
                rules:
                  somebody: {when: pose.person, severity: high}
                """);
        assertThatThrownBy(() -> ProfileFragment.check(file))
                .isInstanceOfSatisfying(ProfileException.class, refused -> assertThat(refused.errors())
                        .extracting(ProfileError::code)
                        .contains("yaml-unknown-key", "unknown-stage-kind", "unknown-condition"));
    }

    @Test
    void a_set_that_does_not_fit_the_device_is_refused_in_its_trial() throws IOException {
        Path shipped = SharedFiles.home().resolve("models-tflite");
        FragmentTrial trial = new FragmentTrial(
                device, set -> Stream.concat(set.stream(), Stream.of(shipped)).toList());
        Path set = Files.createDirectories(folder.resolve("set"));
        trial.tryOut("2026-11-a", set, Optional.empty());

        Files.writeString(set.resolve(ProfileFragment.FILE), "sources: {}\nmqtt: {}\n");
        assertThatThrownBy(() -> trial.tryOut("2026-11-b", set, Optional.empty()))
                .isInstanceOfSatisfying(UpdateException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(FragmentTrial.FRAGMENT_REFUSED);
                    assertThat(refused.getMessage())
                            .startsWith("the set 2026-11-b does not fit this device: profile.yaml:1:1: ")
                            .contains("; profile.yaml:2:1: ");
                });
        Files.writeString(
                set.resolve(ProfileFragment.FILE), "rules: {sitting: {when: what.sit > 0.5, severity: info}}");
        assertThatThrownBy(() -> trial.tryOut("2026-11-b", set, Optional.empty()))
                .isInstanceOfSatisfying(UpdateException.class, refused -> assertThat(refused.code())
                        .isEqualTo("unknown-label"));

        Files.delete(set.resolve(ProfileFragment.FILE));
        Path ensemble = Files.createDirectories(set.resolve("exercise")).resolve("ensemble.yaml");
        String yaml = Files.readString(shipped.resolve("exercise/ensemble.yaml"));
        Files.writeString(
                ensemble, yaml.replace("model: exercise-cnn, version: 2.0.0", "model: exercise-cnn, version: 2.9.0"));
        assertThatThrownBy(() -> trial.tryOut("2026-11-b", set, Optional.empty()))
                .isInstanceOfSatisfying(UpdateException.class, refused -> assertThat(refused.code())
                        .isEqualTo("model-version-differs"));
    }

    private Profile merge(String yaml) throws IOException {
        Path set = Files.createDirectories(folder.resolve("set"));
        Files.writeString(set.resolve(ProfileFragment.FILE), yaml);
        return ProfileFragment.merged(device, List.of(set, folder));
    }
}
