package dev.spotter.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spotter.SharedFiles;
import dev.spotter.pipeline.StageConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileReaderTest {
    private static final String GOOD = """
            device: {site: riverside, id: rack-3}
            sources:
              imu: {type: simulated, lifter: novice, seed: 7}
            pipelines:
              rack-3:
                source: imu
                stages:
                  - window:   {seconds: 5, step: 0.2}
                  - ensemble: {name: exercise, id: what}
                  - reps:     {exercise: what, id: count}
            rules:
              failed-lift: {when: lift stalled, for: 4s, severity: critical}
            alarms:
              siren: {pin: 22, when: critical, until: acknowledged}
            """;

    private static final String FORM = """
            device: {site: riverside, id: rack-3}
            sources:
              imu: {type: simulated, lifter: novice, seed: 7}
            pipelines:
              rack-3:
                source: imu
                stages:
                  - window:   {seconds: 5, step: 0.2, reference: 6}
                  - ensemble: {name: exercise, id: what}
                  - form:     {verdict: what, exercise: squat, id: repetition}
            rules:
              bad-form: {when: repetition.rest > 0.7, severity: warning}
            """;

    @TempDir
    private Path folder;

    @Test
    void a_profile_becomes_the_rooms_configurations() throws IOException {
        Profile profile = ProfileReader.read(write(GOOD));
        assertThat(profile.device().site()).isEqualTo("riverside");
        assertThat(profile.pipelines().getFirst().stages()).hasSize(3);
        assertThat(profile.rules().getFirst().holdsFor()).hasSeconds(4);
        assertThat(profile.alarms().getFirst().pin()).isEqualTo(22);
        assertThat(profile.http()).isEqualTo(HttpConfiguration.USUAL);
        assertThat(profile.mqtt()).isEmpty();
    }

    @Test
    void all_errors_are_told_at_once_with_line_and_column_and_the_nearest_right_key() throws IOException {
        List<ProfileError> errors = errors(GOOD.replace("site: riverside", "sitee: riverside")
                .replace("lifter: novice", "liftr: novice")
                .replace("for: 4s", "for: four")
                .replace("severity: critical", "severity: bad")
                .replace("pin: 22", "pin: -22"));
        assertThat(errors)
                .extracting(ProfileError::message)
                .anySatisfy(message -> assertThat(message).contains("profile.yaml:1:", "'site' is missing"))
                .anySatisfy(
                        message -> assertThat(message).contains("profile.yaml:1:", "'sitee'", "did you mean 'site'"))
                .anySatisfy(message -> assertThat(message).contains("profile.yaml:3:", "'liftr'"))
                .anySatisfy(message -> assertThat(message).contains("profile.yaml:12:", "four"))
                .anySatisfy(message -> assertThat(message).contains("profile.yaml:12:", "bad", "critical"))
                .anySatisfy(message -> assertThat(message).contains("profile.yaml:14:", "-22"));
    }

    @Test
    void a_pipeline_of_an_unknown_source_names_both_ends() throws IOException {
        assertThat(errors(GOOD.replace("source: imu", "source: wrist"))).anySatisfy(error -> {
            assertThat(error.code()).isEqualTo("unknown-source");
            assertThat(error.message()).contains("profile.yaml:6:", "rack-3", "wrist", "imu");
        });
    }

    @Test
    void stages_that_wait_for_each_other_are_told_as_a_way() throws IOException {
        assertThat(
                        errors(
                                GOOD.replace(
                                        "- ensemble: {name: exercise, id: what}",
                                        "- ensemble: {name: exercise, id: what, input: other}\n      - ensemble: {name: exercise, id: other, input: what}")))
                .anySatisfy(error -> {
                    assertThat(error.code()).isEqualTo("cyclic-stages");
                    assertThat(error.message()).contains("what -> other -> what");
                });
    }

    @Test
    void a_reference_and_the_form_of_repetitions_are_read_and_a_rule_may_watch_the_form() throws IOException {
        Profile profile = ProfileReader.read(write(FORM));
        List<StageConfiguration> stages = profile.pipelines().getFirst().stages();
        assertThat(((StageConfiguration.Window) stages.getFirst()).reference()).hasSeconds(6);
        assertThat(stages.getLast()).isEqualTo(new StageConfiguration.Form("repetition", "what", "squat"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "reference: 0.5    | yaml-wrong-value  | a window's 'reference' is from 1.0 to 20.0 seconds, not 0.5",
                "reference: 21     | yaml-wrong-value  | a window's 'reference' is from 1.0 to 20.0 seconds, not 21.0",
                "reference: soon   | yaml-wrong-value  | soon",
                "referenze: 6      | yaml-unknown-key  | did you mean 'reference'",
                "from: 1           | missing-reference | 'repetition' finds repetitions by how they differ"
            })
    void a_bad_reference_is_told_with_line_and_column(String setting, String code, String words) throws IOException {
        assertThat(errors(FORM.replace("reference: 6", setting))).anySatisfy(error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.message())
                    .containsPattern("profile\\.yaml:(8|10):\\d+")
                    .contains(words);
        });
    }

    @Test
    void a_rule_for_what_nobody_observes_is_refused() throws IOException {
        assertThat(errors(GOOD.replace("when: lift stalled", "when: down.person-down > 0.8")))
                .anySatisfy(error -> assertThat(error.code()).isEqualTo("nothing-observed"));
    }

    @Test
    void listening_for_others_is_refused_while_there_is_no_login() throws IOException {
        assertThat(errors(GOOD + "http: {listen: 0.0.0.0:8080}\n"))
                .anySatisfy(error -> assertThat(error.message()).contains("0.0.0.0", "login"));
    }

    @Test
    void a_name_that_would_change_a_topic_is_refused() throws IOException {
        assertThat(errors(GOOD.replace("id: rack-3", "id: rack/3")))
                .anySatisfy(error -> assertThat(error.message()).contains("rack/3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "device", "- a\n- b\n", "device: {site: a\n", "\u0000", "a: &a [*a]\n"})
    void what_is_no_profile_at_all_is_refused_with_a_code(String text) throws IOException {
        assertThat(errors(text)).isNotEmpty().allSatisfy(error -> assertThat(error.code())
                .isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo.yaml", "replay.yaml", "imu-form.yaml", "camera.yaml"})
    void the_shipped_profiles_are_right_and_fit_the_schema_for_editors(String name) throws IOException {
        Path profiles = SharedFiles.home().resolve("device-profiles");
        assertThat(ProfileReader.read(profiles.resolve(name)).pipelines()).isNotEmpty();
        assertThat(ProfileSchema.errors(Files.readString(profiles.resolve(name))))
                .isEmpty();
    }

    private List<ProfileError> errors(String text) throws IOException {
        Path file = write(text);
        return catchThrowableOfType(ProfileException.class, () -> ProfileReader.read(file))
                .errors();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("profile.yaml"), text);
    }
}
