package dev.spotter.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spotter.SharedFiles;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Observation;
import dev.spotter.ota.probation.ProbationJudge;
import dev.spotter.ota.probation.ProbationLimits;
import dev.spotter.ota.probation.ProbationVerdict;
import dev.spotter.ota.probation.ProbationVerdict.RolledBack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running device that gets other models: two racks with simulated lifters, the shipped ensemble, and a later version of a member. */
class AgentSwapTest {
    private static final Path SHIPPED = SharedFiles.home().resolve("models-tflite");

    @TempDir
    Path folder;

    private final AtomicInteger verdicts = new AtomicInteger();

    @Test
    void all_racks_go_on_with_the_other_models() throws Exception {
        Path set = set("2.0.7");
        try (Agent agent = start()) {
            assertThat(agent.models()).containsEntry("exercise-cnn", "2.0.0").containsEntry("exercise", "2.1.0");
            agent.swap(List.of(set, SHIPPED));

            await().untilAsserted(() -> assertThat(agent.models())
                    .containsEntry("exercise-cnn", "2.0.7")
                    .containsEntry("exercise-gru", "2.0.0")
                    .containsEntry("exercise", "2.1.9"));
            int heard = verdicts.get();
            await().until(() -> verdicts.get() > heard + 20);
            assertThat(agent.problems()).isEmpty();
        }
    }

    @Test
    void a_set_of_which_one_part_does_not_fit_changes_nothing() throws Exception {
        Path set = set("2.0.7");
        change(set.resolve("exercise/ensemble.yaml"), "version: 2.0.7", "version: 3.0.0");
        try (Agent agent = start()) {
            assertThatThrownBy(() -> agent.swap(List.of(set, SHIPPED)))
                    .satisfies(refused -> assertThat(Failures.code(refused)).contains("model-version-differs"));
            int heard = verdicts.get();
            await().until(() -> verdicts.get() > heard + 20);
            assertThat(agent.models()).containsEntry("exercise-cnn", "2.0.0").containsEntry("exercise", "2.1.0");
            assertThat(agent.problems()).isEmpty();
        }
    }

    @Test
    void beside_the_same_models_a_probation_ends_well_and_beside_models_that_say_otherwise_it_does_not()
            throws Exception {
        ProbationLimits limits =
                new ProbationLimits(Duration.ofMinutes(30), Duration.ofDays(1), 2, 0.02, 100, 0.3, 0.4, 10, 0.5);
        try (Agent agent = start()) {
            ProbationJudge judge = new ProbationJudge(limits);
            agent.watch(List.of(SHIPPED), judge);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(judge.verdict(limits.lasts()))
                    .isEqualTo(new ProbationVerdict.Committed()));
            assertThat(judge.verdict(Duration.ZERO)).isEqualTo(new ProbationVerdict.GoesOn());

            ProbationJudge strict = new ProbationJudge(limits);
            agent.watch(List.of(exchanged(), SHIPPED), strict);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(strict.verdict(limits.lasts()))
                    .isInstanceOfSatisfying(RolledBack.class, verdict -> assertThat(verdict.code())
                            .isEqualTo("probation-drift")));
            agent.endWatch();
            assertThat(agent.problems()).isEmpty();
        }
    }

    /** The members as they would be with two of their labels exchanged. */
    private Path exchanged() throws IOException {
        Path set = folder.resolve("exchanged");
        for (String name : List.of("exercise-cnn", "exercise-gru", "exercise-bands", "exercise-forearm")) {
            copy(SHIPPED.resolve(name), set.resolve(name));
            change(
                    set.resolve(name).resolve("model.yaml"),
                    "labels: [bench, squat, dead, ohp, row, rest]",
                    "labels: [rest, squat, dead, ohp, row, bench]");
        }
        return set;
    }

    private Agent start() throws IOException {
        Path profile = folder.resolve("device.yaml");
        Files.writeString(profile, """
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
                """);
        return Agent.start(ProfileReader.read(profile), folder.resolve("data"), List.of(SHIPPED), new AgentListener() {
            @Override
            public void observed(Observation observation) {
                if (observation.finding() instanceof Classification) {
                    verdicts.incrementAndGet();
                }
            }
        });
    }

    /** The network of one member in a later version, and the ensemble that asks for it. */
    private Path set(String version) throws IOException {
        Path set = folder.resolve("set");
        for (String name : List.of("exercise-cnn", "exercise")) {
            copy(SHIPPED.resolve(name), set.resolve(name));
        }
        change(set.resolve("exercise-cnn/model.yaml"), "version: 2.0.0", "version: " + version);
        change(set.resolve("exercise/ensemble.yaml"), "version: 2.1.0", "version: 2.1.9");
        change(
                set.resolve("exercise/ensemble.yaml"),
                "model: exercise-cnn, version: 2.0.0",
                "model: exercise-cnn, version: " + version);
        return set;
    }

    private static void change(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
