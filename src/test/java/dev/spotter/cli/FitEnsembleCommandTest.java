package dev.spotter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spotter.SharedFiles;
import dev.spotter.ensemble.EnsemblePackage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Fits on a gym's own recordings, as its technician would, with the models that are shipped. */
class FitEnsembleCommandTest {
    private static final String SPEC = """
            name: our-exercise
            version: 1.0.0
            description: Our people's exercises
            task: imu-exercise
            combine: stacking
            members: [%s]
            smoothing: {seconds: 1.0}
            seed: 7
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private Path ensemble;
    private Path sets;
    private List<String> members;

    @BeforeEach
    void prepare() throws IOException {
        ensemble = Files.createDirectory(folder.resolve("our-exercise"));
        sets = folder.resolve("sets");
        EnsemblePackage shipped = EnsemblePackage.read(SharedFiles.home().resolve("models-tflite/exercise"));
        members = shipped.memberNames().subList(0, 2);
        Files.writeString(ensemble.resolve("fit.yaml"), SPEC.formatted(String.join(", ", members)));
    }

    @Test
    void an_ensemble_is_fitted_on_people_that_no_member_has_seen_and_its_card_says_what_it_is_worth() throws Exception {
        record(3, 4);

        assertThat(fit("--unseen")).as(err.toString()).isZero();

        EnsemblePackage fitted = EnsemblePackage.read(ensemble);
        assertThat(fitted.bestMember()).isPresent();
        assertThat(fitted.degraded()).hasSize(2);
        assertThat(Files.readString(ensemble.resolve("MODEL_CARD.md")))
                .contains(
                        "# our-exercise",
                        "| steady-3 |",
                        "| steady-4 |",
                        "Over its best member alone",
                        "without a stated licence");
        JsonNode figures =
                new ObjectMapper().readTree(ensemble.resolve("figures.json").toFile());
        assertThat(figures.at("/metrics/accuracy").asDouble()).isGreaterThan(0.8);
        assertThat(figures.at("/gain/low").asDouble())
                .isLessThanOrEqualTo(figures.at("/gain/high").asDouble());
        for (String picture : List.of("subjects", "classes", "reliability")) {
            assertThat(Files.readString(ensemble.resolve("pictures").resolve(picture + ".svg")))
                    .startsWith("<svg ")
                    .endsWith("</svg>\n");
        }
        String first = Files.readString(ensemble.resolve("ensemble.yaml"));
        assertThat(fit("--unseen")).isZero();
        assertThat(Files.readString(ensemble.resolve("ensemble.yaml")))
                .as("the same recordings and seed give the same ensemble")
                .isEqualTo(first);
    }

    @Test
    void what_was_fitted_is_measured_by_eval_as_shipped_and_with_each_person_left_out() throws Exception {
        record(3, 4);
        Path models = Files.createDirectory(folder.resolve("models"));
        for (String member : members) {
            copy(SharedFiles.home().resolve("models-tflite").resolve(member), models.resolve(member));
        }
        Path place = Files.createDirectory(models.resolve("exercise"));
        Files.writeString(
                place.resolve("fit.yaml"),
                SPEC.formatted(String.join(", ", members)).replace("our-exercise", "exercise"));
        String[] where = {"--data", sets.toString(), "--models", models.toString()};

        assertThat(execute(all(where, "ensemble", "fit", place.toString(), "--unseen")))
                .as(err.toString())
                .isZero();
        assertThat(place.toFile().list())
                .containsExactlyInAnyOrder("fit.yaml", "ensemble.yaml", "MODEL_CARD.md", "figures.json", "pictures");
        out.getBuffer().setLength(0);
        assertThat(execute(all(where, "eval", "imu-exercise", "--json", "-")))
                .as(err.toString())
                .isZero();
        double asShipped = accuracy();
        assertThat(execute(all(where, "eval", "imu-exercise", "--leave-one-out", "--unseen", "--json", "-")))
                .as(err.toString())
                .isZero();
        double leftOut = accuracy();
        assertThat(asShipped).isGreaterThan(0.8);
        assertThat(leftOut).isBetween(0.8, asShipped + 0.02);
    }

    private double accuracy() throws IOException {
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.get("subjects")).hasSize(2);
        assertThat(json.at("/members").size()).isEqualTo(2);
        out.getBuffer().setLength(0);
        return json.at("/metrics/accuracy").asDouble();
    }

    private static String[] all(String[] last, String... first) {
        return Stream.concat(Stream.of(first), Stream.of(last)).toArray(String[]::new);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Test
    void people_whom_the_members_may_have_seen_are_refused() throws IOException {
        record(3, 4);
        assertThat(fit("--folds", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("[no-fold-for-subject]", "without 'steady-", "--unseen");
        assertThat(ensemble.resolve("ensemble.yaml")).doesNotExist();
    }

    @Test
    void one_person_is_too_few() throws IOException {
        record(3);
        assertThat(fit("--unseen")).isEqualTo(1);
        assertThat(err.toString()).contains("[one-subject]", "'steady-3'");
    }

    @Test
    void a_member_that_is_not_there_is_named() throws IOException {
        record(3);
        Files.writeString(ensemble.resolve("fit.yaml"), SPEC.formatted("exercise-cmn, exercise-bands"));
        assertThat(fit("--unseen")).isEqualTo(1);
        assertThat(err.toString()).contains("[unknown-model]", "exercise-cmn");
    }

    @Test
    void a_spec_with_an_unknown_key_is_refused_with_its_place() throws IOException {
        record(3);
        Files.writeString(
                ensemble.resolve("fit.yaml"),
                SPEC.formatted("exercise-cnn, exercise-bands").replace("smoothing", "smothing"));
        assertThat(fit("--unseen")).isEqualTo(1);
        assertThat(err.toString()).contains("fit.yaml:7:1", "'smothing'", "smoothing");
    }

    /** What {@code spotter record} writes of simulated people, who label their sets themselves. */
    private void record(int... seeds) throws IOException {
        StringBuilder profile = new StringBuilder("device: {site: here, id: rack}\npipelines: {}\nsources:\n");
        for (int seed : seeds) {
            profile.append("  person-")
                    .append(seed)
                    .append(": {type: simulated, lifter: steady, seed: ")
                    .append(seed);
            profile.append(", speed: max, plan: [squat x 4, bench x 4, row x 4], rest: 8s, rounds: 1}\n");
        }
        Path file = Files.writeString(folder.resolve("device.yaml"), profile);
        assertThat(execute("record", "--profile", file.toString(), "--out", sets.toString()))
                .as(err.toString())
                .isZero();
    }

    private int fit(String... more) {
        String[] all = new String[more.length + 5];
        System.arraycopy(
                new String[] {"ensemble", "fit", ensemble.toString(), "--data", sets.toString()}, 0, all, 0, 5);
        System.arraycopy(more, 0, all, 5, more.length);
        return execute(all);
    }

    private int execute(String... arguments) {
        return new CommandLine(new SpotterCommand())
                .setExecutionExceptionHandler(new FailureHandler())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
