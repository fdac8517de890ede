package dev.spotter.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spotter.ota.device.UpdateConfiguration;
import dev.spotter.ota.probation.ProbationLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section {@code ota} of a profile. */
class UpdateReaderTest {
    private static final String DEVICE = """
            device: {site: riverside, id: rack-3}
            sources:
              imu: {type: simulated, lifter: novice, seed: 7}
            pipelines:
              rack: {source: imu, stages: [window: {seconds: 5, step: 0.2}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void a_root_is_all_that_must_be_said() throws IOException {
        UpdateSettings settings = read("ota: {root: 1.root.json}").updates().orElseThrow();

        assertThat(settings.configuration()).isEqualTo(UpdateConfiguration.of(folder.resolve("1.root.json")));
        assertThat(settings.probation()).isEqualTo(ProbationLimits.USUAL);
        assertThat(settings.stick()).isEmpty();
        assertThat(read("").updates()).isEmpty();
    }

    @Test
    void everything_can_be_said_and_the_schema_knows_it() throws IOException {
        String section = """
                ota:
                  root: keys/1.root.json
                  repository: updates
                  channel: canary
                  poll: 5m
                  rate: 500kB/s
                  disk: 200MB
                  hardware: [raspberry-pi-5]
                  stick: /media
                  probation: {lasts: 10m, longest: 2h, inputs: 50, errors: 0.1, slower: 3, drift: 0.5, other-tops: 0.6, alarms: 5, agreement: 0.7}
                """;
        UpdateSettings settings = read(section).updates().orElseThrow();

        UpdateConfiguration configuration = settings.configuration();
        assertThat(configuration.repository())
                .contains(folder.resolve("updates").toString());
        assertThat(configuration.channel()).isEqualTo("canary");
        assertThat(configuration.poll()).isEqualTo(Duration.ofMinutes(5));
        assertThat(configuration.bytesPerSecond()).hasValue(500_000);
        assertThat(configuration.mostBytes()).isEqualTo(200_000_000);
        assertThat(settings.hardware()).containsExactly("raspberry-pi-5");
        assertThat(settings.stick()).contains(Path.of("/media"));
        assertThat(settings.probation())
                .isEqualTo(
                        new ProbationLimits(Duration.ofMinutes(10), Duration.ofHours(2), 50, 0.1, 3, 0.5, 0.6, 5, 0.7));
        assertThat(ProfileSchema.errors(DEVICE + section)).isEmpty();
    }

    @Test
    void an_address_stays_what_it_is() throws IOException {
        assertThat(read("ota: {root: r, repository: \"https://updates.example/gym/\"}")
                        .updates()
                        .orElseThrow()
                        .configuration()
                        .repository())
                .contains("https://updates.example/gym/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ota: {repository: x}                     | 'root' is missing",
                "ota: {root: r, chanel: x}                | did you mean 'channel'",
                "ota: {root: r, channel: Über}            | channel is 'Über'",
                "ota: {root: r, poll: 10ms}               | at least 1s",
                "ota: {root: r, rate: 10}                 | such as 1MB/s",
                "ota: {root: r, rate: 1kB/s}              | at least 8192 are needed",
                "ota: {root: r, disk: much}               | such as 500MB",
                "ota: {root: r, probation: {errors: 2}}   | share from 0 to 1",
                "ota: {root: r, probation: {lastss: 2h}}  | did you mean 'lasts'",
            })
    void what_is_wrong_is_told_where_it_stands(String section, String sentence) throws IOException {
        Files.writeString(folder.resolve("device.yaml"), DEVICE + section + "\n");
        ProfileException refused =
                catchThrowableOfType(ProfileException.class, () -> ProfileReader.read(folder.resolve("device.yaml")));

        assertThat(refused.errors()).extracting(ProfileError::message).anySatisfy(message -> assertThat(message)
                .contains("device.yaml:6:", sentence));
    }

    private Profile read(String section) throws IOException {
        return ProfileReader.read(Files.writeString(folder.resolve("device.yaml"), DEVICE + section + "\n"));
    }
}
