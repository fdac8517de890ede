package dev.spotter.ota.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.WebServer;
import dev.spotter.model.ExamplePackage;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.probation.ProbationVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device takes sets from a real repository: what it runs, says and keeps, when all goes well and when it does not. */
class UpdaterTest {
    private static final Duration OFTEN = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private GymRepository gym;
    private GymDevice device;

    @BeforeEach
    void start() {
        gym = new GymRepository(folder.resolve("repository"), Instant.parse("2026-11-26T08:00:00Z"));
        gym.publish("a", "1.0.0", "1.0.0");
        device = new GymDevice(folder.resolve("ota"), gym.root());
    }

    @AfterEach
    void stop() {
        device.close();
    }

    @Test
    void a_pushed_set_is_fetched_tried_run_watched_and_kept() throws Exception {
        device.run().push(gym.address(), Optional.empty());
        device.await(UpdateState.PROBATION);
        assertThat(device.activated).containsExactly("a");
        device.verdict = new ProbationVerdict.Committed();
        device.await(UpdateState.COMMITTED);

        assertThat(device.told)
                .containsExactly("downloading", "verifying", "trial", "activating", "probation", "committed");
        Path set = device.updater.activeFolder().orElseThrow();
        assertThat(set.resolve("counter/model.yaml")).content().contains("1.0.0");
        assertThat(Updater.runningFolder(device.folder)).contains(set);
        assertThat(device.updater.problems()).isEmpty();
    }

    @Test
    void the_set_that_is_tried_is_whole_and_the_one_that_runs_stands_beside_it() throws Exception {
        commit("a");
        gym.publish("b", "1.1.0", "1.0.0");
        device.trial = (set, candidate, running) -> {
            assertThat(set).isEqualTo("b");
            assertThat(candidate.resolve("counter/model.yaml")).content().contains("1.1.0");
            assertThat(running.orElseThrow().resolve("counter/model.yaml"))
                    .content()
                    .contains("1.0.0");
            throw new UpdateException("incident-missed", "seen");
        };
        device.open();

        assertThat(device.updater.update(gym.address(), Optional.empty()).code())
                .contains("incident-missed");
        assertThat(device.updater.status().active()).isEqualTo("a");
        assertThat(device.sets()).containsExactly("a");
    }

    @Test
    void what_the_device_has_is_never_fetched_again() throws Exception {
        try (WebServer server = WebServer.start()) {
            server.putFolder("/", gym.served());
            commit("a", server.uri("/").toString());
            gym.publish("b", "1.0.0", "1.1.0");
            server.requests().clear();
            commit("b", server.uri("/").toString());

            assertThat(server.requests())
                    .noneMatch(path -> path.contains("/counter/"))
                    .noneMatch(path -> path.contains("/golden/"))
                    .anyMatch(path -> path.contains("/form/1.1.0/"));
            device.run().push(server.uri("/").toString(), Optional.of("a"));
            server.requests().clear();
            device.verdict = new ProbationVerdict.GoesOn();
            device.await(status -> status.active().equals("a"));
            assertThat(server.requests())
                    .as("going back to the set before")
                    .noneMatch(path -> path.contains("/packages/"));
        }
    }

    @Test
    void a_server_that_gives_a_wrong_file_or_none_for_a_while_costs_the_device_no_set_that_its_channel_wants()
            throws Exception {
        commit("a");
        gym.publish("b", "1.1.0", "1.0.0");
        try (WebServer server = WebServer.start()) {
            server.putFolder("/", gym.served());
            String file = gym.target("counter/1.1.0/", "model.yaml");
            server.answer(file, exchange -> WebServer.send(exchange, "a portal that wants a login".getBytes()));
            device.polling(server.uri("/").toString(), OFTEN).run();
            UpdateStatus waits = device.await(status ->
                    status.state() == UpdateState.DOWNLOADING && status.code().isPresent());
            assertThat(waits.active()).isEqualTo("a");
            server.answer(file, WebServer.status(403));
            device.await(status -> status.code().equals(Optional.of("not-found")));

            server.remove(file);
            device.await(status -> status.active().equals("b"));
        }
    }

    @Test
    void an_address_that_is_none_is_not_waited_for() throws Exception {
        commit("a");
        device.run().push("http:///gym/", Optional.empty());
        assertThat(device.await(UpdateState.FAILED).code()).contains("bad-address");
    }

    @Test
    void a_set_that_its_trial_refuses_never_runs_and_is_not_tried_again_by_a_poll_but_by_hand() throws Exception {
        AtomicInteger trials = new AtomicInteger();
        device.trial = (set, candidate, running) -> {
            trials.incrementAndGet();
            throw new UpdateException("golden-differs", "no");
        };
        device.polling(gym.address(), OFTEN).run();
        device.await(UpdateState.FAILED);
        device.run();
        gym.publish("b", "1.1.0", "1.0.0");
        device.await(status -> status.desired().equals(Optional.of("b")) && status.state() == UpdateState.FAILED);

        assertThat(trials).as("each set once, over restarts too").hasValue(2);
        assertThat(device.updater.problems()).containsKey("update-failed");
        device.updater.push(gym.address(), Optional.of("a"));
        device.await(status -> status.desired().equals(Optional.of("a")) && status.state() == UpdateState.FAILED);
        assertThat(trials).hasValue(3);
        assertThat(device.activated).isEmpty();
    }

    @Test
    void who_wants_what_runs_already_hears_that_it_runs_and_no_more_of_the_one_that_failed() throws Exception {
        commit("a");
        gym.publish("b", "1.1.0", "1.0.0");
        device.trial = GymDevice.refusing("golden-differs");
        device.run().push(gym.address(), Optional.of("b"));
        device.await(UpdateState.FAILED);
        device.updater.desire(gym.address(), Optional.of("a"));

        UpdateStatus status = device.await(UpdateState.COMMITTED);
        assertThat(status.desired()).contains("a");
        assertThat(status.code()).isEmpty();
        assertThat(device.activated).containsExactly("a");
    }

    @Test
    void pipelines_that_do_not_take_a_set_get_the_one_before_back_at_once() throws Exception {
        device.refusal = new UpdateException("stage-differs", "no such stage");
        device.run().push(gym.address(), Optional.empty());

        UpdateStatus status = device.await(UpdateState.ROLLED_BACK);
        assertThat(status.code()).contains("stage-differs");
        assertThat(status.active()).isEqualTo(SetManifest.SHIPPED);
        assertThat(device.activated).containsExactly(SetManifest.SHIPPED);
        assertThat(device.updater.activeFolder()).isEmpty();
    }

    @Test
    void a_set_that_does_badly_is_taken_back_and_no_poll_brings_it_again() throws Exception {
        commit("a");
        gym.publish("b", "1.1.0", "1.0.0");
        device.polling(gym.address(), OFTEN).run();
        device.await(status -> status.active().equals("b"));
        device.verdict = new ProbationVerdict.RolledBack("probation-drift", "it sees other things");

        UpdateStatus status = device.await(UpdateState.ROLLED_BACK);
        assertThat(status.code()).contains("probation-drift");
        assertThat(status.active()).isEqualTo("a");
        device.verdict = new ProbationVerdict.GoesOn();
        gym.publish("c", "1.2.0", "1.0.0");
        device.await(then -> then.active().equals("c"));
        assertThat(device.activated).as("not b once more").containsExactly("a", "b", "a", "c");
    }

    @Test
    void somebody_can_have_it_go_back_and_no_poll_undoes_that() throws Exception {
        commit("a");
        gym.publish("b", "1.1.0", "1.0.0");
        device.polling(gym.address(), OFTEN);
        commit("b");
        device.verdict = new ProbationVerdict.GoesOn();
        device.run().rollback();
        device.await(UpdateState.ROLLED_BACK);
        gym.publish("c", "1.2.0", "1.0.0");
        device.await(status -> status.active().equals("c"));

        assertThat(device.activated).endsWith("a", "c");
        assertThat(device.told).contains("rolled-back [rolled-back-by-hand]");
    }

    @Test
    void going_back_by_hand_does_not_wait_for_a_download_that_stalls() throws Exception {
        commit("a");
        gym.publish("b", "1.1.0", "1.0.0");
        commit("b");
        gym.publish("c", "1.2.0", "1.0.0");
        try (WebServer server = WebServer.start()) {
            server.putFolder("/", gym.served());
            String stalls = gym.target("counter/1.2.0/", "model.yaml");
            server.answer(stalls, server.silence());
            device.verdict = new ProbationVerdict.GoesOn();
            device.run().push(server.uri("/").toString(), Optional.empty());
            device.await(status -> server.requests().contains(stalls));
            device.updater.rollback();

            UpdateStatus status = device.await(UpdateState.ROLLED_BACK);
            assertThat(status.active()).isEqualTo("a");
            device.await(then -> !device.updater.busy());
        }
    }

    @Test
    void what_runs_is_judged_while_the_next_set_is_being_fetched() throws Exception {
        commit("a");
        gym.publish("b", "1.1.0", "1.0.0");
        device.verdict = new ProbationVerdict.GoesOn();
        device.run().push(gym.address(), Optional.of("b"));
        device.await(UpdateState.PROBATION);
        Path large = gym.example("large", "1.0.0");
        ExamplePackage.file(large.resolve("model.tflite"), new byte[8 << 20]);
        describe(large);
        gym.publish("c", List.of(large), List.of(), Optional.empty());
        device.close();
        device.configuration =
                device.configuration.withBounds(OptionalLong.of(256 * 1024), UpdateConfiguration.USUAL_MOST_BYTES);
        device.run().push(gym.address(), Optional.of("c"));
        device.await(status -> status.desired().equals(Optional.of("c")));
        device.verdict = new ProbationVerdict.RolledBack("probation-errors", "it fails");

        device.await(status -> device.told.contains("rolled-back [probation-errors]"));
        device.await(status ->
                status.desired().equals(Optional.of("c")) && status.state().underWay());
        assertThat(device.updater.status().active()).isEqualTo("a");
    }

    @Test
    void without_a_set_before_there_is_nothing_to_go_back_to() {
        assertThatThrownBy(device.open()::goBack)
                .isInstanceOfSatisfying(
                        UpdateException.class, e -> assertThat(e.code()).isEqualTo("nothing-before"));
        assertThat(device.updater.canGoBack()).isFalse();
    }

    @Test
    void a_set_for_other_hardware_is_refused_unfetched_and_one_for_a_later_version_is_taken_by_that() throws Exception {
        gym.publish("jetson", List.of(gym.example("counter", "2.0.0")), List.of("jetson"), Optional.empty());
        assertThat(device.open().update(gym.address(), Optional.empty()).code()).contains("hardware-differs");
        gym.publish("later", List.of(gym.example("counter", "2.1.0")), List.of(), Optional.of("0.2.0"));
        device.polling(gym.address(), OFTEN).run();
        device.await(status -> status.code().equals(Optional.of("agent-version-differs")));
        assertThat(device.folder.resolve("sets")).isEmptyDirectory();

        device.agentVersion = "0.2.0-SNAPSHOT";
        device.run();
        device.await(status -> status.active().equals("later"));
    }

    @Test
    void a_set_larger_than_the_room_that_updates_have_is_refused_before_its_first_byte() throws Exception {
        Path large = gym.example("large", "1.0.0");
        ExamplePackage.file(large.resolve("model.tflite"), new byte[2 << 20]);
        describe(large);
        gym.publish("large", List.of(large), List.of(), Optional.empty());
        device.configuration = device.configuration.withBounds(OptionalLong.empty(), 1 << 20);

        assertThat(device.open().update(gym.address(), Optional.empty()).code()).contains("over-disk-limit");
        assertThat(size(device.folder)).isLessThan(1 << 18);
    }

    @Test
    void a_set_with_other_content_under_a_name_that_is_kept_is_refused() throws Exception {
        commit("a");
        GymRepository other = new GymRepository(folder.resolve("other"), gym.signed());
        other.publish("a", "9.0.0", "9.0.0");
        device.configuration = UpdateConfiguration.of(other.root());

        assertThat(device.open().update(other.address(), Optional.empty()).code())
                .contains("set-reused");
    }

    @Test
    void nobody_else_updates_the_same_device() {
        device.open();
        try (GymDevice second = new GymDevice(device.folder, gym.root())) {
            assertThatThrownBy(second::open).isInstanceOfSatisfying(UpdateException.class, e -> assertThat(e.code())
                    .isEqualTo("updates-in-use"));
        }
    }

    @Test
    void what_a_trial_throws_that_nobody_foresaw_fails_the_update_and_not_the_updater() throws Exception {
        device.trial = (set, candidate, running) -> {
            throw new IllegalStateException("a fault of ours");
        };
        device.run().push(gym.address(), Optional.empty());
        assertThat(device.await(UpdateState.FAILED).code()).contains("update-broken");
        device.trial = (set, candidate, running) -> {};
        device.updater.push(gym.address(), Optional.empty());
        device.await(UpdateState.PROBATION);
    }

    /** Describes a package anew whose model was changed. */
    private static void describe(Path folder) throws IOException {
        ExamplePackage.describe(
                folder,
                Files.readString(folder.resolve("model.yaml"))
                        .replaceAll("model.tflite: [0-9a-f]{64}", "model.tflite: HASH(model.tflite)"));
    }

    private void commit(String set) throws InterruptedException {
        commit(set, gym.address());
    }

    private void commit(String set, String repository) throws InterruptedException {
        device.verdict = new ProbationVerdict.Committed();
        device.run().push(repository, Optional.of(set));
        device.await(status ->
                status.state() == UpdateState.COMMITTED && status.active().equals(set));
        device.close();
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
