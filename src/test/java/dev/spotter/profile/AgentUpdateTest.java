package dev.spotter.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.spotter.SetRepository;
import dev.spotter.SharedFiles;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.device.SetTrial;
import dev.spotter.ota.device.UpdateListener;
import dev.spotter.ota.device.UpdateStatus;
import dev.spotter.ota.device.Updater;
import dev.spotter.outbox.OutboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running agent and its updates, from a real repository. The trial lets all through: what comes after it is looked at. */
class AgentUpdateTest {
    private static final List<Path> SHIPPED = List.of(SharedFiles.home().resolve("models-tflite"));
    private static final SetTrial NONE = (set, folder, running) -> {};
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String MODEL = "infer:    {model: exercise-cnn, id: what}";
    private static final String ENSEMBLE = "ensemble: {name: exercise, id: what}";

    @TempDir
    Path folder;

    private final List<UpdateStatus> told = new CopyOnWriteArrayList<>();
    private SetRepository repository;

    @BeforeEach
    void work() throws IOException {
        repository = new SetRepository(Files.createDirectory(folder.resolve("technician")));
    }

    @Test
    void a_set_from_a_stick_that_says_otherwise_than_the_one_before_is_taken_back_by_itself() throws IOException {
        repository.publishExchanged("2026-11-x", "2.0.7");
        try (Agent agent = start(profile(MODEL))) {
            assertThat(states()).containsExactly("idle");
            Files.createDirectories(folder.resolve("media"));
            Files.createSymbolicLink(folder.resolve("media/stick"), repository.published());

            await().atMost(LONG).untilAsserted(() -> assertThat(states())
                    .as("%s, %s", told, agent.problems())
                    .containsExactly(
                            "idle", "downloading", "verifying", "trial", "activating", "probation", "rolled-back"));
            assertThat(told.getLast().code()).contains("probation-drift");
            await().atMost(LONG).untilAsserted(() -> assertThat(agent.models()).containsEntry("exercise-cnn", "2.0.0"));
            assertThat(agent.problems()).containsKey("update-rolled-back");
            assertThat(agent.snapshot().update().active()).isEqualTo("shipped");
        }
    }

    @Test
    void a_set_that_the_agent_cannot_start_with_is_taken_back_and_the_agent_starts()
            throws IOException, InterruptedException {
        repository.publishIncomplete("2026-11-x", "2.0.7");
        Profile profile = profile(ENSEMBLE);
        try (Updater updater = updater(profile)) {
            updater.update(repository.published().toString(), Optional.empty());
            assertThat(updater.activeFolder()).isPresent();
            try (Agent agent = start(profile)) {
                assertThat(agent.problems()).containsKeys("updates-in-use", "set-not-run");
                assertThat(agent.models()).containsEntry("exercise", "2.1.0");
            }
        }
        try (Agent agent = start(profile)) {
            assertThat(agent.snapshot().update().state()).isEqualTo("rolled-back");
            assertThat(agent.snapshot().update().code()).isEqualTo("model-version-differs");
            assertThat(agent.models()).containsEntry("exercise", "2.1.0");
        }
    }

    @Test
    void a_start_that_fails_for_another_reason_says_nothing_about_the_set() throws IOException, InterruptedException {
        repository.publish("2026-11-a", "2.0.7");
        Profile profile = profile(ENSEMBLE);
        Path data = folder.resolve("data");
        try (Updater updater = updater(profile)) {
            updater.update(repository.published().toString(), Optional.empty());
        }
        try (DeviceUpdates updates = DeviceUpdates.open(profile, data, SHIPPED, NONE, Map::of)) {
            AtomicInteger tries = new AtomicInteger();
            assertThatThrownBy(() -> updates.firstThatRuns(folders -> {
                        tries.incrementAndGet();
                        throw new OutboxException("outbox-in-use", "the one before still ends");
                    }))
                    .isInstanceOf(OutboxException.class);
            assertThat(tries).hasValue(1);
            assertThat(updates.state().active()).isEqualTo("2026-11-a");
        }
    }

    @Test
    void an_agent_whose_updates_somebody_else_holds_runs_and_says_so() throws IOException {
        Profile profile = profile(ENSEMBLE);
        try (Updater _ = updater(profile);
                Agent agent = start(profile)) {
            assertThat(agent.problems()).containsKey("updates-in-use");
            assertThat(agent.snapshot().update()).isNull();
            assertThat(refusal(() -> agent.updates().push(Optional.of("/media"), Optional.empty())))
                    .isEqualTo("updates-in-use");
        }
    }

    @Test
    void what_cannot_be_done_has_a_code() throws IOException {
        try (Agent agent = start(profile(ENSEMBLE))) {
            assertThat(refusal(() -> agent.updates().push(Optional.empty(), Optional.empty())))
                    .isEqualTo("no-repository");
            assertThat(refusal(() -> agent.updates().rollback())).isEqualTo("nothing-before");
            agent.desired("{}".getBytes(StandardCharsets.UTF_8));
            assertThat(agent.problems()).containsKey("desired-refused");
            assertThat(told.getLast().code()).contains("no-repository");
            agent.desired(new byte[0]);
            assertThat(agent.problems()).doesNotContainKey("desired-refused");
            assertThat(told.getLast().code()).isEmpty();
        }
        String withUpdates = Files.readString(folder.resolve("device.yaml"));
        Files.writeString(folder.resolve("device.yaml"), withUpdates.replaceFirst("ota: .*", ""));
        try (Agent agent = start(ProfileReader.read(folder.resolve("device.yaml")))) {
            assertThat(refusal(() -> agent.updates().push(Optional.empty(), Optional.empty())))
                    .isEqualTo("updates-off");
            agent.desired("{\"set\":\"a\"}".getBytes(StandardCharsets.UTF_8));
            assertThat(told.getLast().code()).contains("updates-off");
        }
    }

    private static String refusal(Runnable action) {
        return catchThrowableOfType(UpdateException.class, action::run).code();
    }

    private List<String> states() {
        return told.stream().map(status -> status.state().word()).toList();
    }

    private Updater updater(Profile profile) {
        return DeviceUpdates.updater(
                DeviceUpdates.folder(folder.resolve("data")),
                profile.updates().orElseThrow(),
                SHIPPED.getLast(),
                NONE,
                UpdateListener.NONE);
    }

    private Agent start(Profile profile) {
        Path data = folder.resolve("data");
        DeviceUpdates updates = DeviceUpdates.open(profile, data, SHIPPED, NONE, Map::of);
        return Agent.start(profile, data, updates, Optional.empty(), new AgentListener() {
            @Override
            public void updated(UpdateStatus status) {
                told.add(status);
            }
        });
    }

    private Profile profile(String stage) throws IOException {
        return ProfileReader.read(Files.writeString(folder.resolve("device.yaml"), """
                device: {site: gym, id: desk}
                sources:
                  one: {type: simulated, lifter: steady, seed: 7, speed: 8}
                pipelines:
                  rack-1:
                    source: one
                    stages:
                      - window:   {seconds: 5, step: 0.2}
                      - STAGE
                ota: {root: technician/workspace/public/metadata/1.root.json, stick: media, probation: {lasts: 2s, inputs: 3, slower: 100}}
                """.replace("STAGE", stage)));
    }
}
