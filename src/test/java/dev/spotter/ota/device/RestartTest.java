package dev.spotter.ota.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.WebServer;
import dev.spotter.ota.probation.ProbationVerdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device makes of its updates when it starts again, and of a repository that is not there. */
class RestartTest {
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
    void a_probation_goes_on_after_a_restart_where_it_was() throws Exception {
        onProbation("a");
        device.await(status -> device.watched.compareTo(Duration.ofMillis(400)) > 0);
        device.close();
        new ProbationRecord("a", 0, Duration.ofMinutes(7), Optional.empty(), Optional.empty()).write(device.folder);
        device.watched = Duration.ZERO;
        device.run();

        device.await(status -> device.watched.compareTo(Duration.ofMinutes(7)) > 0);
        assertThat(device.watched).isLessThan(Duration.ofMinutes(9));
        assertThat(device.updater.status().state()).isEqualTo(UpdateState.PROBATION);
    }

    @Test
    void three_starts_without_an_end_are_enough_whatever_else_is_wanted_meanwhile() throws Exception {
        onProbation("a");
        for (int start = 1; start <= ProbationWatch.MOST_STARTS; start++) {
            device.run();
            assertThat(device.updater.activeFolder()).isPresent();
            device.updater.desire("http://127.0.0.1:1/", Optional.of("b"));
            device.await(status -> status.code().equals(Optional.of("unreachable")));
            device.close();
        }
        device.open();
        assertThat(device.updater.activeFolder())
                .as("whoever only looks starts nothing")
                .isPresent();

        assertThat(device.updater.starting()).isEmpty();
        assertThat(device.told).contains("rolled-back [probation-restarts]");
        assertThat(device.updater.status().desired()).as("is still waited for").contains("b");
    }

    @Test
    void a_set_is_judged_while_another_one_cannot_be_had() throws Exception {
        onProbation("a");
        device.updater.desire("http://127.0.0.1:1/", Optional.of("b"));
        device.await(status -> status.code().equals(Optional.of("unreachable")));
        device.verdict = new ProbationVerdict.Committed();
        device.await(status ->
                device.told.contains("committed") && device.updater.problems().containsKey("update-waiting"));

        assertThat(device.updater.status().desired()).contains("b");
        device.close();
        assertThat(ActiveSet.read(device.folder)).contains(new ActiveSet("a", "shipped", "a"));
    }

    @Test
    void models_that_do_not_open_at_the_start_are_taken_back_before_anything_runs() throws Exception {
        onProbation("a");
        device.open();
        assertThat(device.updater.starting()).isPresent();

        assertThat(device.updater.refused("unknown-stage", "no such stage")).isEmpty();
        assertThat(device.updater.status().code()).contains("unknown-stage");
        device.run();
        assertThat(device.updater.status().state()).isEqualTo(UpdateState.ROLLED_BACK);
    }

    @Test
    void a_set_that_the_disk_has_damaged_is_left_and_fetched_again() throws Exception {
        commit("a");
        gym.publish("b", "1.1.0", "1.0.0");
        device.polling(gym.address(), OFTEN);
        commit("b");
        Path model = device.folder.resolve("sets/b/counter/model.tflite");
        Files.delete(model);
        Files.writeString(model, "damaged!");

        assertThat(Updater.runningFolder(device.folder)).contains(device.folder.resolve("sets/a"));
        device.verdict = new ProbationVerdict.GoesOn();
        device.run();
        assertThat(device.updater.status().code()).contains("set-damaged");
        assertThat(device.updater.activeFolder()).contains(device.folder.resolve("sets/a"));
        device.await(status -> status.active().equals("b"));
        assertThat(model).hasContent("no model");
    }

    @Test
    void an_active_file_that_says_nothing_means_what_came_with_the_program() throws Exception {
        commit("a");
        Files.writeString(device.folder.resolve("active.json"), "{");
        device.open();

        assertThat(device.updater.starting()).isEmpty();
        assertThat(device.updater.status().code()).contains("active-damaged");
    }

    @Test
    void an_update_that_was_cut_off_goes_on_with_what_is_there() throws Exception {
        try (WebServer server = WebServer.start()) {
            String address = server.uri("/").toString();
            server.putFolder("/", gym.served());
            String missing = gym.target("form/1.0.0/", "model.yaml");
            server.answer(missing, WebServer.status(404));
            device.run().push(address, Optional.empty());
            device.await(status -> status.code().equals(Optional.of("not-found")));
            device.close();
            server.remove(missing);
            server.requests().clear();
            device.run();
            device.await(UpdateState.PROBATION);

            assertThat(server.requests()).contains(missing).noneMatch(path -> path.contains("/counter/"));
        }
    }

    @Test
    void a_wish_that_is_said_again_does_not_drop_the_one_that_waits() throws Exception {
        try (WebServer server = WebServer.start()) {
            String address = server.uri("/").toString();
            server.putFolder("/", gym.served());
            String missing = gym.target("form/1.0.0/", "model.yaml");
            server.answer(missing, WebServer.status(404));
            device.polling(address, OFTEN).run();
            device.await(status -> status.code().equals(Optional.of("not-found")));
            device.updater.desire(address, Optional.of("a"));
            device.updater.desire(address, Optional.of("a"));
            int asked = server.requests().size();
            device.await(status -> server.requests().size() > asked + 4);
            server.remove(missing);
            device.await(UpdateState.PROBATION);

            assertThat(device.told).doesNotContain("committed", "idle");
        }
    }

    @Test
    void a_stick_that_was_pulled_out_is_not_waited_for_and_the_repository_is_asked_on() throws Exception {
        device.polling(gym.address(), OFTEN);
        device.run();
        device.await(UpdateState.PROBATION);
        device.updater.push(folder.resolve("stick").toString(), Optional.empty());

        device.await(status -> device.told.contains("failed [no-repository]"));
        device.verdict = new ProbationVerdict.Committed();
        device.await(UpdateState.COMMITTED);
        gym.publish("b", "1.1.0", "1.0.0");
        device.await(status -> status.active().equals("b"));
    }

    @Test
    void a_poll_goes_on_while_something_else_is_waited_for() throws Exception {
        device.polling(gym.address(), OFTEN).run();
        device.updater.push("http://127.0.0.1:1/", Optional.of("z"));

        device.await(status -> status.active().equals("a"));
    }

    @Test
    void a_set_that_was_never_proved_is_not_what_is_gone_back_to() throws Exception {
        commit("a");
        gym.publish("b", "1.1.0", "1.0.0");
        onProbation("b");
        gym.publish("c", "1.2.0", "1.0.0");
        device.updater.push(gym.address(), Optional.of("c"));
        device.await(status -> status.active().equals("c") && status.state() == UpdateState.PROBATION);
        assertThat(ActiveSet.read(device.folder)).contains(new ActiveSet("c", "a", "a"));
        device.updater.push(gym.address(), Optional.of("a"));

        device.await(status -> status.active().equals("a") && status.state() == UpdateState.COMMITTED);
        device.close();
        assertThat(device.folder.resolve("probation.json")).doesNotExist();
    }

    @Test
    void an_expired_repository_stops_updates_and_says_whose_clock_that_is_by_while_the_set_runs_on() throws Exception {
        commit("a");
        gym.publish("b", "1.1.0", "1.0.0");
        device.clock = Instant.parse("2031-01-01T00:00:00Z");
        device.polling(gym.address(), OFTEN).run();
        device.await(status -> device.updater.problems().containsKey("repository-not-asked"));

        assertThat(device.updater.problems().get("repository-not-asked"))
                .contains("[expired-metadata]", "the device's clock says 2031-01-01T00:00:00Z");
        assertThat(device.updater.status().active()).isEqualTo("a");
        device.clock = Instant.EPOCH;
        gym.renew(gym.signed().plus(Duration.ofDays(1)));
        device.await(status -> status.active().equals("b"));
    }

    @Test
    void nothing_that_the_journal_holds_keeps_a_device_from_starting() throws Exception {
        commit("a");
        for (String text :
                List.of("", "{}", "[1]", "{\"format\": 1, \"state\": \"flying\"}", "\0\0\0", "{\"format\": 2}")) {
            for (String file : List.of("journal.json", "wishes.json", "clock.json", "probation.json")) {
                Files.writeString(device.folder.resolve(file), text);
            }
            device.open();
            assertThat(device.updater.starting()).contains(device.folder.resolve("sets/a"));
        }
    }

    private void onProbation(String set) throws InterruptedException {
        device.verdict = new ProbationVerdict.GoesOn();
        device.run().push(gym.address(), Optional.of(set));
        device.await(status ->
                status.state() == UpdateState.PROBATION && status.active().equals(set));
    }

    private void commit(String set) throws InterruptedException {
        device.verdict = new ProbationVerdict.Committed();
        device.run().push(gym.address(), Optional.of(set));
        device.await(status ->
                status.state() == UpdateState.COMMITTED && status.active().equals(set));
        device.close();
    }
}
