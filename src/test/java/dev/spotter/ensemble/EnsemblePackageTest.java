package dev.spotter.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsemblePackageTest {
    private static final String GOOD = """
            name: exercise
            version: 1.0.0
            task: classification
            labels: [bench, squat, rest]
            combine: mean
            members:
              - {model: exercise-cnn, version: 1.0.0}
              - {model: exercise-gru}
            smoothing: {seconds: 1.0}
            calibration: {temperature: 1.5}
            """;

    @TempDir
    Path store;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(store.resolve("exercise"));
    }

    @Test
    void reads_what_is_written() throws IOException {
        EnsemblePackage definition = read(GOOD);
        assertThat(definition.labels()).containsExactly("bench", "squat", "rest");
        assertThat(definition.members())
                .containsExactly(
                        new EnsemblePackage.MemberName("exercise-cnn", Optional.of("1.0.0")),
                        new EnsemblePackage.MemberName("exercise-gru", Optional.empty()));
        assertThat(definition.smoothing()).isEqualTo(Duration.ofSeconds(1));
        assertThat(definition.calibration()).isEqualTo(new Calibration.Temperature(1.5));
    }

    @Test
    void an_unknown_key_is_refused_with_its_place_and_the_nearest_right_one() {
        assertRefused(GOOD.replace("smoothing", "smothing"), "ensemble.yaml:9:1", "smothing", "'smoothing'");
        assertRefused(GOOD.replace("seconds", "second"), "ensemble.yaml:9:", "seconds");
    }

    @Test
    void a_combination_that_is_not_there_is_refused() {
        assertRefused(GOOD.replace("combine: mean", "combine: median"), "ensemble.yaml:5:10", "median", "mean");
    }

    @Test
    void values_out_of_range_are_refused() {
        assertRefused(GOOD.replace("temperature: 1.5", "temperature: 0"), "temperature is 0.0", "ensemble.yaml:10:");
        assertRefused(GOOD.replace("seconds: 1.0", "seconds: -1"), "smoothing is -1.0 seconds");
        assertRefused(GOOD.replace("name: exercise\n", "name: other\n"), "'other'", "'exercise'");
        assertRefused(GOOD.replace("exercise-gru", "exercise-cnn"), "twice");
        assertRefused(GOOD.replace("squat", "bench"), "twice");
    }

    @Test
    void each_combination_is_read_and_written_again_as_it_was() throws IOException {
        for (String combination : List.of(
                "combine: vote\n",
                "combine: boosting\nboosting: {alphas: [1.5, 0.25]}\n",
                "combine: cascade\ncascade: {confidence: 0.98}\n",
                "combine: stacking\nstacking: {model: meta, version: 1.0.0}\n",
                "combine: stacking\nstacking: {weights: [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.5, 0, 0], [0, 0.5, 0],"
                        + " [0, 0, 0.5]], bias: [0.1, -0.2, 0]}\n")) {
            EnsemblePackage definition = read(GOOD.replace("combine: mean\n", combination)
                    + "description: 'it''s one: of many'\n"
                    + "degraded: [{without: [exercise-gru], calibration: {temperature: 1.25}}]\n"
                    + "best-member: exercise-cnn\n"
                    + "operating-point: {label: rest, above: 0.43}\n");
            assertThat(read(EnsembleYaml.text(definition))).isEqualTo(definition);
        }
    }

    @Test
    void a_combination_that_does_not_fit_its_members_is_refused() {
        assertRefused(
                GOOD.replace("combine: mean\n", "combine: boosting\nboosting: {alphas: [1.5]}\n"),
                "1 alphas for 2 members");
        assertRefused(
                GOOD.replace("combine: mean\n", "combine: boosting\nboosting: {alphas: [1.5, -1]}\n"),
                "an alpha is -1.0");
        assertRefused(
                GOOD.replace(
                        "combine: mean\n", "combine: stacking\nstacking: {weights: [[1, 0, 0]], bias: [0, 0, 0]}\n"),
                "6 rows (members x labels) of 3");
        assertRefused(GOOD.replace("combine: mean\n", "combine: boosting\n"), "boosting");
        assertRefused(GOOD.replace("combine: mean\n", "combine: cascade\ncascade: {confidence: 1}\n"), "under 1");
        assertRefused(GOOD.replace("{temperature: 1.5}", "{slope: 1, offset: 0}"), "two labels, here are 3");
        assertRefused(GOOD + "best-member: exercise-rnn\n", "'exercise-rnn'", "none of the members");
        assertRefused(GOOD + "operating-point: {label: fall, above: 0.5}\n", "'fall'", "bench, squat, rest");
        assertRefused(
                GOOD + "degraded: [{without: [other], calibration: {temperature: 1}}]\n",
                "'other'",
                "none of the members");
    }

    private EnsemblePackage read(String yaml) throws IOException {
        Files.writeString(folder.resolve("ensemble.yaml"), yaml);
        return EnsemblePackage.read(folder);
    }

    private void assertRefused(String yaml, String... words) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(ModelException.class).hasMessageContainingAll(words);
    }
}
