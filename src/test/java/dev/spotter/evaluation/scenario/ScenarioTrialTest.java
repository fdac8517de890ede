package dev.spotter.evaluation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.SharedFiles;
import dev.spotter.capture.RecordingDescription;
import dev.spotter.capture.RecordingSession;
import dev.spotter.capture.RecordingWriter;
import dev.spotter.capture.Speed;
import dev.spotter.capture.camera.Ffmpeg;
import dev.spotter.capture.simulator.Lifter;
import dev.spotter.capture.simulator.PlannedSet;
import dev.spotter.capture.simulator.SimulatedConfiguration;
import dev.spotter.capture.simulator.SimulatedSource;
import dev.spotter.capture.simulator.TruthLabels;
import dev.spotter.cli.ScenarioChildMain;
import dev.spotter.model.MoveNetPackage;
import dev.spotter.model.trial.ChildProgram;
import dev.spotter.model.trial.TrialLimits;
import dev.spotter.ota.UpdateException;
import dev.spotter.tflite.LoadedLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sets of real models in the scenarios of a site, in real child processes: what is refused, and what stops nothing. */
class ScenarioTrialTest {
    private static final Path SHIPPED = SharedFiles.home().resolve("models-tflite");
    private static final String RACK = """
            device: {site: gym, id: desk}
            sources:
              rack-imu: {type: simulated, lifter: failing, seed: 5}
              belt: {type: simulated, lifter: steady, seed: 5}
            pipelines:
              rack:
                source: rack-imu
                stages:
                  - window:   {seconds: 5, step: 0.2}
                  - ensemble: {name: exercise, id: what}
                  - reps:     {exercise: what, id: count}
              waist:
                source: belt
                stages:
                  - window:   {seconds: 3, step: 0.2}
                  - ensemble: {name: fall-waist, id: belt-says}
            rules:
              failed-lift: {when: lift stalled, for: 4s, clear: 3s, severity: critical}
              fall: {when: belt-says.fall > 0.5, for: 0s, clear: 10s, severity: critical}
            """;

    @TempDir
    Path data;

    @Test
    void a_set_that_misses_a_failed_lift_is_refused_with_scenario_rule_and_time_and_the_set_that_runs_is_remembered()
            throws Exception {
        profile(RACK);
        lifter("failed-squat", false, "squat x 4");
        scenario("failed-squat", """
                source: rack-imu
                format: spotter
                incidents: [{rule: failed-lift, from: 10, to: 50}]
                quiet: [{from: 0, to: 10}]
                """);
        scenario("broken", "{source: rack-imu, format: spotter, labels: yes}");
        Path set = exercise("labels: [bench, rest, dead, ohp, row, squat]");
        ScenarioTrial trial = trial(child());

        refused(trial, set, Refusal.INCIDENT_MISSED)
                .hasMessageStartingWith(
                        "the set 2026-11-b misses 'failed-lift' within 10.0 to 50.0 s in rack-imu-20260101-000000 of the scenario 'failed-squat', which the models that run raise ('failed-lift' at rack, ");
        assertThat(trial.problems().get("scenario-not-counted"))
                .startsWith("the scenario 'broken' does not count: scenario.yaml:1:")
                .endsWith("[yaml-wrong-value]");

        // what both did is known now; nothing is started again
        refused(trial(new ChildProgram(List.of("/nowhere/spotter"))), set, Refusal.INCIDENT_MISSED);
        assertThatCode(() -> trial(new ChildProgram(List.of("/nowhere/spotter")))
                        .tryOut("2026-11-c", data.resolve("empty"), Optional.of(data.resolve("empty"))))
                .as("neither brings a model, so that both are what came with the program")
                .doesNotThrowAnyException();
    }

    @Test
    void a_set_that_misses_a_recorded_fall_and_alarms_at_a_walk_is_refused() throws Exception {
        profile(RACK);
        Path folder = scenario("falls", """
                source: belt
                format: sisfall
                incidents: [{rule: fall, recording: F01_SA01_R01, from: 2, to: 15}]
                quiet: [{rule: fall, recording: D01_SA01_R01, from: 0, to: 100}]
                """);
        sisFall(folder, "D01_SA01_R01", "F01_SA01_R01");
        Path set = set(
                List.of("fall-waist-cnn", "fall-waist-force", "fall-waist-gru", "fall-waist-size", "fall-waist-slices"),
                "labels: [other, fall]",
                "labels: [fall, other]");
        List<Refusal> refusals = replay(child(), ScenarioProcesses.USUAL_LIMITS)
                .run(models(Optional.empty()), Optional.of(candidate(set)), new Told());

        assertThat(refusals)
                .extracting(Refusal::code)
                .containsExactlyInAnyOrder(Refusal.FALSE_ALARMS, Refusal.INCIDENT_MISSED);
        assertThat(refusals).extracting(Refusal::sentence).allSatisfy(sentence -> assertThat(sentence)
                .contains("'fall'", "the scenario 'falls'"));
    }

    @Test
    void a_set_that_loses_sets_that_people_labelled_on_site_is_refused() throws Exception {
        profile(RACK);
        lifter("november", true, "squat x 4", "row x 6", "bench x 4");

        refused(trial(child()), exercise("labels: [bench, rest, dead, ohp, row, squat]"), Refusal.CORRECTIONS_LOST)
                .hasMessageContaining("of 'november', where it takes '");
    }

    @Test
    void a_set_that_does_not_see_who_is_in_a_film_is_refused() throws Exception {
        Ffmpeg.require();
        Path installed = data.resolve("models");
        MoveNetPackage.write(installed, "movenet");
        profile("""
                device: {site: gym, id: desk}
                sources:
                  rack-cam: {type: camera, url: "rtsp://10.0.0.21/stream1", size: 320x240}
                pipelines:
                  rack: {source: rack-cam, stages: [{infer: {model: movenet, id: pose}}]}
                rules:
                  somebody: {when: pose.person > 0.3, for: 1s, clear: 5s, severity: info}
                """);
        Path folder = scenario("door", """
                source: rack-cam
                format: film
                path: squat.mp4
                incidents: [{rule: somebody, from: 0, to: 3}]
                """);
        Ffmpeg.film(
                folder.resolve("squat.mp4"),
                "-loop",
                "1",
                "-i",
                SharedFiles.models("coral/squat.bmp").toString(),
                "-t",
                "4",
                "-r",
                "10",
                "-pix_fmt",
                "yuv420p");
        Path set = data.resolve("set");
        MoveNetPackage.write(
                set,
                "movenet",
                yaml -> yaml.replace(
                        "fit: letterbox}",
                        "fit: letterbox, normalisation: {mean: [0, 0, 0], scale: [255, 255, 255]}}"));

        refused(trial(child()), set, Refusal.INCIDENT_MISSED)
                .hasMessageContaining("'somebody' within 0.0 to 3.0 s in squat of the scenario 'door'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sleep 60                    | trial-timed-out
            read x; kill -SEGV $$       | trial-crashed
            read x; echo '{}'; sleep 60 | trial-ended
            """)
    void a_set_that_hangs_or_kills_the_child_is_refused(String script, String code) throws Exception {
        profile(RACK);
        lifter("squat", false, "squat x 1");
        String good =
                "read x; echo '{\"recordings\":[{\"name\":\"one\",\"seconds\":9,\"raised\":[],\"said\":{}}],\"notes\":[]}'";
        ChildProgram program = new ChildProgram(
                List.of("/bin/sh", "-c", "case \"$*\" in *set*) %s;; *) %s;; esac".formatted(script, good), "child"));
        ScenarioTrial trial = trial(program, Duration.ofSeconds(5));

        refused(trial, Files.createDirectories(data.resolve("set")), code)
                .hasMessageContaining("the scenario 'squat'")
                .hasMessageContaining("the set 2026-11-b");
        assertThat(trial.problems()).isEmpty();
    }

    @Test
    void a_scenario_that_cannot_be_replayed_with_the_set_that_runs_stops_no_update() throws Exception {
        profile(RACK);
        lifter("squat", false, "squat x 1");
        Path empty = scenario("empty", "{source: rack-imu, format: spotter, labels: true}");
        Files.createSymbolicLink(empty.resolve("in-itself"), empty);
        ScenarioTrial trial = trial(new ChildProgram(List.of("/bin/sh", "-c", "read x; echo no >&2; exit 3")));

        trial.tryOut("2026-11-b", Files.createDirectories(data.resolve("set")), Optional.empty());
        assertThat(trial.problems().get("scenario-not-counted"))
                .contains("'squat'", "'empty'", "status 3 and without a report: no [trial-ended]");
    }

    @Test
    void a_profile_that_somebody_broke_since_the_start_stops_no_update_either() throws Exception {
        profile(RACK.replace("rules:", "rulez:"));
        lifter("squat", false, "squat x 1");
        ScenarioTrial trial = trial(child());

        trial.tryOut("2026-11-b", Files.createDirectories(data.resolve("set")), Optional.empty());
        assertThat(trial.problems().get("scenario-not-counted")).contains("device.yaml:", "rulez");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(ScenarioTrial trial, Path set, String code) {
        return assertThatThrownBy(() -> trial.tryOut("2026-11-b", set, Optional.empty()))
                .isInstanceOfSatisfying(UpdateException.class, refusal -> assertThat(refusal.code())
                        .as(refusal.getMessage())
                        .isEqualTo(code));
    }

    private ScenarioReplay.Candidate candidate(Path set) {
        return new ScenarioReplay.Candidate("the set b", models(Optional.of(set)));
    }

    private List<Path> models(Optional<Path> set) {
        List<Path> folders = new ArrayList<>(List.of(data.resolve("models"), SHIPPED));
        set.ifPresent(folders::addFirst);
        return folders;
    }

    private ScenarioTrial trial(ChildProgram program) {
        return trial(program, ScenarioProcesses.USUAL_LIMITS.time());
    }

    private ScenarioTrial trial(ChildProgram program, Duration time) {
        return new ScenarioTrial(replay(program, new TrialLimits(time, TrialLimits.USUAL.memoryBytes())), this::models);
    }

    private ScenarioReplay replay(ChildProgram program, TrialLimits limits) {
        return new ScenarioReplay(
                new ScenarioFolder(data),
                new ScenarioProcesses(program, LoadedLibrary.get().library(), data.resolve("device.yaml"), limits));
    }

    private static ChildProgram child() {
        return ScenarioChildMain.program();
    }

    private void profile(String yaml) throws IOException {
        Files.createDirectories(data.resolve("models"));
        Files.writeString(data.resolve("device.yaml"), yaml);
    }

    private Path scenario(String name, String yaml) throws IOException {
        Path folder = Files.createDirectories(data.resolve("scenarios").resolve(name));
        Files.writeString(folder.resolve("scenario.yaml"), yaml);
        return folder;
    }

    /** What {@code spotter record} writes of a lifter who fails: in one recording, or cut and labelled by what was done. */
    private void lifter(String scenario, boolean labelled, String... plan) throws Exception {
        SimulatedConfiguration usual = SimulatedConfiguration.usual(Lifter.FAILING, 5, Speed.MAX);
        SimulatedConfiguration configuration = new SimulatedConfiguration(
                usual.lifter(),
                usual.seed(),
                Speed.MAX,
                Stream.of(plan).map(PlannedSet::of).toList(),
                Duration.ofSeconds(10),
                labelled ? 0 : 1,
                1);
        SimulatedSource source = new SimulatedSource("rack-imu", configuration);
        RecordingDescription squat = new RecordingDescription("one", "squat", Optional.empty(), Map.of());
        RecordingWriter writer = new RecordingWriter(data.resolve("scenarios").resolve(scenario));
        try (RecordingSession session = new RecordingSession(writer, source, squat, !labelled)) {
            if (labelled) {
                source.truthTo(new TruthLabels(session, configuration));
            }
            source.run(session);
        }
    }

    private Path exercise(String labels) throws IOException {
        return set(
                List.of("exercise-cnn", "exercise-gru", "exercise-bands", "exercise-forearm"),
                "labels: [bench, squat, dead, ohp, row, rest]",
                labels);
    }

    /** Shipped packages, as they would be with other labels. */
    private Path set(List<String> packages, String labels, String others) throws IOException {
        Path set = data.resolve("set");
        for (String name : packages) {
            try (Stream<Path> files = Files.walk(SHIPPED.resolve(name))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = set.resolve(SHIPPED.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
            Path description = set.resolve(name).resolve("model.yaml");
            assertThat(Files.readString(description)).contains(labels);
            Files.writeString(description, Files.readString(description).replace(labels, others));
        }
        return set;
    }

    /** These recordings of SisFall alone. */
    private static void sisFall(Path folder, String... ids) throws IOException {
        Path shared = SharedFiles.data("sisfall-50hz");
        Files.createSymbolicLink(folder.resolve("sisfall_50hz.i16.gz"), shared.resolve("sisfall_50hz.i16.gz"));
        List<String> index = Files.readAllLines(shared.resolve("index.csv"));
        Files.write(
                folder.resolve("index.csv"),
                index.stream()
                        .filter(row ->
                                row.equals(index.getFirst()) || List.of(ids).contains(row.split(",")[0]))
                        .toList());
    }

    private static final class Told implements ScenarioReplay.Listener {
        @Override
        public void replayed(Scenario scenario, ScenarioResult.Outcome running, Optional<ScenarioResult> candidate) {}

        @Override
        public void broken(String scenario, ScenarioResult.Failed why) {
            throw new AssertionError(scenario + ": " + why);
        }
    }
}
