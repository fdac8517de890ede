package dev.spotter.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.spotter.SharedFiles;
import dev.spotter.capture.camera.Ffmpeg;
import dev.spotter.dashboard.LiveSnapshot;
import dev.spotter.model.MoveNetPackage;
import dev.spotter.observation.Observation;
import dev.spotter.ota.probation.ProbationJudge;
import dev.spotter.ota.probation.ProbationLimits;
import dev.spotter.safety.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running device whose set of models changes its profile: pipelines and rules change while it runs, all of them or none. */
class AgentFragmentTest {
    private static final Path SHIPPED = SharedFiles.home().resolve("models-tflite");
    private static final String RACKS = """
            device: {site: gym, id: desk}
            sources:
              one: {type: simulated, lifter: novice, seed: 7, speed: 3}
              two: {type: simulated, lifter: steady, seed: 11, speed: 3}
              three: {type: simulated, lifter: strong, seed: 13, speed: 3}
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
            """;
    private static final String FRAGMENT = """
            pipelines:
              rack-2:
                source: two
                stages:
                  - window:   {seconds: 5, step: 0.5}
                  - ensemble: {name: exercise, id: says}
              rack-2-again:
                source: two
                stages:
                  - window:   {seconds: 5, step: 0.5}
                  - ensemble: {name: exercise, id: says}
              rack-3:
                source: three
                stages:
                  - window:   {seconds: 5, step: 0.5}
                  - ensemble: {name: exercise, id: says}
            rules:
              somebody: {when: says.rest > 0, for: 0s, clear: 3s, severity: info}
            """;

    @TempDir
    Path folder;

    private final Map<String, Integer> observed = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Incident> incidents = new ConcurrentLinkedQueue<>();

    @Test
    void pipelines_and_rules_of_a_set_come_and_go_while_the_others_go_on() throws Exception {
        try (Agent agent = start(RACKS, List.of(SHIPPED))) {
            awaitMore("rack-1.what", "rack-2.what");
            agent.swap(List.of(set(FRAGMENT), SHIPPED));
            awaitMore("rack-1.what", "rack-2.says", "rack-2-again.says", "rack-3.says");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(incidents)
                    .extracting(Incident::place)
                    .contains("rack-2", "rack-2-again", "rack-3"));
            assertThat(incidents).extracting(Incident::rule).containsOnly("somebody");
            assertThat(incidents.peek().evidence())
                    .extracting(Incident.Evidence::model, Incident.Evidence::version)
                    .containsExactly(tuple("exercise", agent.models().get("exercise")));
            assertThat(stations(agent)).containsExactlyInAnyOrder("rack-1", "rack-2", "rack-2-again", "rack-3");
            assertRuns(agent);

            agent.swap(List.of(SHIPPED));
            awaitMore("rack-1.what", "rack-2.what");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(incidents)
                    .filteredOn(incident -> incident.state() == Incident.State.cleared)
                    .extracting(Incident::place)
                    .contains("rack-2", "rack-2-again", "rack-3"));
            assertThat(stations(agent)).containsExactly("rack-1", "rack-2");
            assertRuns(agent);
        }
    }

    @Test
    void a_device_that_starts_with_such_a_set_runs_it_from_the_start() throws Exception {
        try (Agent agent = start(RACKS, List.of(set(FRAGMENT), SHIPPED))) {
            awaitMore("rack-1.what", "rack-2.says", "rack-3.says");
            assertThat(observed).doesNotContainKey("rack-2.what");
            assertRuns(agent);
        }
    }

    @Test
    void a_fragment_that_fits_in_one_place_only_changes_nothing() throws Exception {
        try (Agent agent = start(RACKS, List.of(SHIPPED))) {
            awaitMore("rack-1.what", "rack-2.what");
            Path set = set(FRAGMENT.replace("name: exercise, id: says}\nrules", "name: exercize, id: says}\nrules"));
            assertThatThrownBy(() -> agent.swap(List.of(set, SHIPPED)))
                    .satisfies(refused -> assertThat(Failures.code(refused)).contains("unknown-ensemble"));
            awaitMore("rack-1.what", "rack-2.what");
            assertThat(observed).doesNotContainKey("rack-3.says");
            assertThat(stations(agent)).containsExactly("rack-1", "rack-2");
        }
    }

    @Test
    void only_pipelines_that_both_sets_have_alike_are_compared() throws Exception {
        try (Agent agent = start(RACKS, List.of(set(FRAGMENT), SHIPPED))) {
            assertThat(agent.watch(List.of(SHIPPED), new ProbationJudge(ProbationLimits.USUAL)))
                    .isTrue();
            agent.endWatch();
            agent.swap(List.of(set(FRAGMENT + "  more: {when: says.rest > 0.1, severity: info}\n"), SHIPPED));
            awaitMore("rack-1.what", "rack-2.says");
            assertRuns(agent);
        }
    }

    @Test
    void a_camera_of_which_a_set_wants_larger_frames_is_opened_anew() throws Exception {
        Ffmpeg.require();
        Path models = folder.resolve("models");
        MoveNetPackage.write(models, "movenet");
        String profile = """
                device: {site: gym, id: desk}
                sources:
                  door-cam: {type: camera, url: "lavfi:testsrc2=size=640x480:rate=10", speed: 1}
                pipelines:
                  door: {source: door-cam, stages: [{infer: {model: movenet, id: pose}}]}
                rules: {}
                """;
        Path set = set("""
                pipelines:
                  door:
                    source: door-cam
                    stages:
                      - infer: {model: movenet, id: seen}
                      - infer: {model: movenet, id: again}
                """);
        Path larger = folder.resolve("larger");
        MoveNetPackage.write(larger, "movenet", yaml -> yaml.replace("version: 1.0.0", "version: 2.0.0")
                .replace("fit: letterbox", "fit: crop"));
        try (Agent agent = start(profile, List.of(models))) {
            awaitMore("door.pose");
            long camera = camera();
            agent.swap(List.of(models));
            awaitMore("door.pose");
            assertThat(camera()).as("the same frames do").isEqualTo(camera);
            agent.swap(List.of(larger, models));
            awaitMore("door.pose");
            assertThat(camera()).isNotEqualTo(camera);
            assertThat(agent.models()).containsEntry("movenet", "2.0.0");
            agent.swap(List.of(set, models));
            awaitMore("door.seen", "door.again");
            assertRuns(agent);
        }
    }

    /** The thread of the camera. */
    private static long camera() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("source-door-cam"))
                .mapToLong(Thread::threadId)
                .findFirst()
                .orElseThrow();
    }

    /** Whatever a busy machine drops. */
    private static void assertRuns(Agent agent) {
        assertThat(agent.problems())
                .doesNotContainKeys(
                        "stage-failed",
                        "listener-failed",
                        "member-left-out",
                        "pipeline-stopped",
                        "source-stopped",
                        "models-not-closed",
                        "alarm-failed",
                        "incident-not-stored");
    }

    private static List<String> stations(Agent agent) {
        return agent.snapshot().stations().stream()
                .map(LiveSnapshot.Station::name)
                .toList();
    }

    /** Waits until these stages, {@code STATION.STAGE}, have said something more. */
    private void awaitMore(String... stages) {
        for (String stage : stages) {
            int before = observed.getOrDefault(stage, 0);
            await(stage).atMost(Duration.ofSeconds(60)).until(() -> observed.getOrDefault(stage, 0) > before + 2);
        }
    }

    private Agent start(String profile, List<Path> models) throws IOException {
        Path file = Files.writeString(folder.resolve("device.yaml"), profile);
        return Agent.start(ProfileReader.read(file), folder.resolve("data"), models, new AgentListener() {
            @Override
            public void observed(Observation observation) {
                observed.merge(observation.station() + "." + observation.stage(), 1, Integer::sum);
            }

            @Override
            public void incident(Incident incident) {
                incidents.add(incident);
            }
        });
    }

    private Path set(String fragment) throws IOException {
        Path set = Files.createDirectories(folder.resolve("set"));
        Files.writeString(set.resolve(ProfileFragment.FILE), fragment);
        return set;
    }
}
