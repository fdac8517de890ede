package dev.spotter.evaluation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spotter.SharedFiles;
import dev.spotter.capture.RecordingDescription;
import dev.spotter.capture.RecordingSession;
import dev.spotter.capture.RecordingWriter;
import dev.spotter.capture.Speed;
import dev.spotter.capture.simulator.Lifter;
import dev.spotter.capture.simulator.PlannedSet;
import dev.spotter.capture.simulator.SimulatedConfiguration;
import dev.spotter.capture.simulator.SimulatedSource;
import dev.spotter.cli.ScenarioChildMain;
import dev.spotter.cli.TrialChildMain;
import dev.spotter.model.trial.ChildProgram;
import dev.spotter.model.trial.TrialLimits;
import dev.spotter.model.trial.Trials;
import dev.spotter.ota.device.Activation;
import dev.spotter.ota.device.PackagesTrial;
import dev.spotter.ota.device.Probation;
import dev.spotter.ota.device.SetTrial;
import dev.spotter.ota.device.UpdateConfiguration;
import dev.spotter.ota.device.UpdateListener;
import dev.spotter.ota.device.UpdateState;
import dev.spotter.ota.device.Updater;
import dev.spotter.ota.repository.Publication;
import dev.spotter.ota.repository.PublishedSet;
import dev.spotter.ota.repository.RootChange;
import dev.spotter.ota.repository.SetAddition;
import dev.spotter.ota.repository.SigningKey;
import dev.spotter.ota.repository.Workspace;
import dev.spotter.ota.tuf.SignatureScheme;
import dev.spotter.profile.FragmentTrial;
import dev.spotter.profile.ProfileFragment;
import dev.spotter.profile.ProfileReader;
import dev.spotter.tflite.LoadedLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real sets, published and pushed from a folder without a network, to a device with a scenario of its own: one that misses it is
 * refused, one that changes the profile and catches it runs, one whose change of the profile would miss it is refused again.
 */
class SiteUpdateTest {
    private static final Path SHIPPED = SharedFiles.home().resolve("models-tflite");
    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
    private static final List<String> MEMBERS =
            List.of("exercise-cnn", "exercise-gru", "exercise-bands", "exercise-forearm");

    @TempDir
    Path folder;

    private final SigningKey key = SigningKey.generate(SignatureScheme.ED25519);
    private Workspace workspace;

    @Test
    void what_the_running_set_catches_no_other_set_may_miss() throws Exception {
        Path profile = profile();
        scenario();
        workspace = Workspace.create(
                folder.resolve("gym"),
                RootChange.first(List.of(key.key()), 1, List.of(key.key()), List.of(key.key()), NOW),
                NOW);
        publish("2026-11-b", exercise("2.0.1", "labels: [bench, rest, dead, ohp, row, squat]"), Optional.empty());
        publish(
                "2026-11-c",
                exercise("2.0.2", "labels: [bench, squat, dead, ohp, row, rest]"),
                Optional.of("rules: {near-failure: {when: lift straining, for: 0s, clear: 5s, severity: warning}}"));
        publish(
                "2026-11-d",
                exercise("2.0.2", "labels: [bench, squat, dead, ohp, row, rest]"),
                Optional.of("rules: {failed-lift: {when: lift stalled, for: 1h, clear: 3s, severity: critical}}"));

        try (Updater updater = updater(profile)) {
            push(updater, "2026-11-b");
            assertThat(updater.status().state()).isEqualTo(UpdateState.FAILED);
            assertThat(updater.status().code()).contains(Refusal.INCIDENT_MISSED);
            assertThat(updater.status().message().orElseThrow())
                    .contains("the set 2026-11-b misses 'failed-lift' within 10.0 to 50.0 s", "'failed-squat'");
            assertThat(updater.activeFolder()).isEmpty();

            push(updater, "2026-11-c");
            assertThat(updater.status().code()).as(updater.status().toString()).isEmpty();
            Path active = updater.activeFolder().orElseThrow();
            assertThat(ProfileFragment.merged(ProfileReader.read(profile), List.of(active))
                            .rules())
                    .hasSize(2);
            assertThat(Updater.runningFolder(folder.resolve("data/ota"))).contains(active);

            updater.start(Activation.NEXT_START, Probation.lasting(Duration.ZERO));
            await().atMost(Duration.ofSeconds(30)).until(() -> updater.status().state() == UpdateState.COMMITTED);
            updater.push(workspace.published().toString(), Optional.of("2026-11-d"));
            await().atMost(Duration.ofMinutes(2)).until(() -> updater.status().state() == UpdateState.FAILED);
            assertThat(updater.status().code()).contains(Refusal.INCIDENT_MISSED);
            assertThat(updater.activeFolder()).contains(active);
        }
    }

    private void push(Updater updater, String set) throws InterruptedException {
        updater.update(workspace.published().toString(), Optional.of(set));
    }

    private Updater updater(Path profile) {
        Trials packages = new Trials(
                ChildProgram.ofThisProcess(TrialChildMain.class, "trial-child"),
                LoadedLibrary.get().library(),
                TrialLimits.USUAL);
        ScenarioReplay scenarios = new ScenarioReplay(
                new ScenarioFolder(folder.resolve("data")),
                new ScenarioProcesses(
                        ScenarioChildMain.program(),
                        LoadedLibrary.get().library(),
                        profile,
                        ScenarioProcesses.USUAL_LIMITS));
        return Updater.open(
                folder.resolve("data/ota"),
                UpdateConfiguration.of(workspace.published().resolve("metadata/1.root.json")),
                new UpdateConfiguration.Device("0.1.0", Set.of("x86_64"), NOW, Optional.of(SHIPPED)),
                SetTrial.all(List.of(
                        new FragmentTrial(ProfileReader.read(profile), SiteUpdateTest::models),
                        new PackagesTrial(packages),
                        new ScenarioTrial(scenarios, SiteUpdateTest::models))),
                UpdateListener.NONE,
                InstantSource.fixed(NOW));
    }

    private static List<Path> models(Optional<Path> set) {
        return Stream.concat(set.stream(), Stream.of(SHIPPED)).toList();
    }

    private Path profile() throws IOException {
        return Files.writeString(folder.resolve("device.yaml"), """
                device: {site: gym, id: desk}
                sources:
                  rack-imu: {type: simulated, lifter: failing, seed: 5}
                pipelines:
                  rack:
                    source: rack-imu
                    stages:
                      - window:   {seconds: 5, step: 0.2}
                      - ensemble: {name: exercise, id: what}
                      - reps:     {exercise: what, id: count}
                rules:
                  failed-lift: {when: lift stalled, for: 4s, clear: 3s, severity: critical}
                """);
    }

    private void scenario() throws Exception {
        Path scenario = folder.resolve("data/scenarios/failed-squat");
        SimulatedSource source = new SimulatedSource(
                "rack-imu",
                new SimulatedConfiguration(
                        Lifter.FAILING,
                        5,
                        Speed.MAX,
                        List.of(PlannedSet.of("squat x 4")),
                        Duration.ofSeconds(10),
                        1,
                        1));
        RecordingDescription squat = new RecordingDescription("one", "squat", Optional.empty(), Map.of());
        try (RecordingSession session = new RecordingSession(new RecordingWriter(scenario), source, squat, true)) {
            source.run(session);
        }
        Files.writeString(scenario.resolve("scenario.yaml"), """
                source: rack-imu
                format: spotter
                incidents: [{rule: failed-lift, from: 10, to: 50}]
                """);
    }

    private void publish(String set, List<Path> packages, Optional<String> fragment) throws IOException {
        Optional<Path> profile = Optional.empty();
        if (fragment.isPresent()) {
            profile = Optional.of(Files.writeString(folder.resolve(set + ".yaml"), fragment.get()));
        }
        SetAddition.add(
                workspace,
                new PublishedSet(set, "", packages, profile, List.of(), Optional.empty(), Optional.empty()),
                "stable",
                NOW);
        Publication.publish(workspace, List.of(key), NOW, Duration.ofDays(14));
    }

    /** The shipped ensemble and its members in a later version, as they would be with these labels. */
    private List<Path> exercise(String version, String labels) throws IOException {
        Path parent = folder.resolve("made").resolve(version);
        for (String name :
                Stream.concat(Stream.of("exercise"), MEMBERS.stream()).toList()) {
            copy(SHIPPED.resolve(name), parent.resolve(name));
        }
        for (String member : MEMBERS) {
            Path description = parent.resolve(member).resolve("model.yaml");
            change(description, "version: 2.0.0", "version: " + version);
            change(description, "labels: [bench, squat, dead, ohp, row, rest]", labels);
        }
        change(parent.resolve("exercise/ensemble.yaml"), "version: 2.0.0", "version: " + version);
        change(parent.resolve("exercise/ensemble.yaml"), "version: 2.1.0", "version: " + version);
        return Stream.concat(Stream.of("exercise"), MEMBERS.stream())
                .map(parent::resolve)
                .toList();
    }

    private static void change(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
