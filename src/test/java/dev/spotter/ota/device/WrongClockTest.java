package dev.spotter.ota.device;

import static dev.spotter.ota.tuf.TestRepository.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device without a battery for its clock: what is signed expires for it all the same, and no clock stops the agent. */
class WrongClockTest {
    private static final Duration FORTNIGHT = Duration.ofDays(14);
    private static final Duration DECADE = Duration.ofDays(3_650);

    @TempDir
    private Path folder;

    private int sets;

    private AttackedDevice device() {
        AttackedDevice device =
                new AttackedDevice(folder.resolve("home"), (set, candidate, running) -> {}, NOW.plus(FORTNIGHT));
        device.repository.root.expires(NOW.plus(DECADE.multipliedBy(2)));
        device.repository.publishRoot();
        return device;
    }

    /** Publishes another set, believed for a fortnight from then on. */
    private void publish(AttackedDevice device, Instant when) {
        Instant until = when.plus(FORTNIGHT);
        device.repository.timestamp.expires(until);
        device.repository.snapshot.expires(until);
        device.repository.targets().expires(until);
        device.offer("set-" + ++sets, Map.of("digits/notes.txt", ("set " + sets).getBytes(UTF_8)));
    }

    private static UpdateState update(AttackedDevice device, Instant now) throws InterruptedException {
        device.now = now;
        UpdateStatus status = device.update();
        device.requireUnhurt();
        if (status.state() == UpdateState.FAILED) {
            assertThat(status.code()).as(status.message().orElse("")).contains("expired-metadata");
        }
        return status.state();
    }

    @Test
    void a_device_that_thinks_it_is_1970_updates() throws Exception {
        try (AttackedDevice device = device()) {
            publish(device, NOW);
            assertThat(update(device, Instant.EPOCH)).isEqualTo(UpdateState.PROBATION);
        }
    }

    @Test
    void what_has_expired_once_stays_expired_when_the_clock_falls_back_to_1970() throws Exception {
        try (AttackedDevice device = device()) {
            Instant later = NOW.plus(FORTNIGHT).plusSeconds(60);
            publish(device, NOW);
            assertThat(update(device, NOW)).isEqualTo(UpdateState.PROBATION);
            device.commit();
            publish(device, NOW);
            assertThat(update(device, later)).isEqualTo(UpdateState.FAILED);
            assertThat(update(device, Instant.EPOCH)).isEqualTo(UpdateState.FAILED);
        }
    }

    @Test
    void a_clock_that_was_ten_years_ahead_for_a_while_stops_nothing_once_it_is_right() throws Exception {
        try (AttackedDevice device = device()) {
            publish(device, NOW);
            assertThat(update(device, NOW.plus(DECADE))).isEqualTo(UpdateState.FAILED);

            Instant nextDay = NOW.plus(Duration.ofDays(1));
            publish(device, nextDay);
            assertThat(update(device, nextDay)).isEqualTo(UpdateState.PROBATION);
        }
    }

    @Test
    void a_clock_that_is_set_back_below_what_is_known_does_not_count() {
        UpdateClock clock = new UpdateClock(folder, () -> Instant.EPOCH, NOW);
        assertThat(clock.floor(1)).as("the program was built then").isEqualTo(NOW);

        Instant seen = NOW.plus(Duration.ofDays(3));
        UpdateClock right = new UpdateClock(folder, () -> seen, NOW);
        right.believed(NOW.plus(FORTNIGHT), 1);

        assertThat(new UpdateClock(folder, () -> Instant.EPOCH, NOW).floor(1)).isEqualTo(seen);
        assertThat(new UpdateClock(folder, () -> Instant.EPOCH, NOW).floor(2))
                .as("a root that replaced keys begins anew")
                .isEqualTo(NOW);
    }

    @Test
    void what_a_clock_far_ahead_said_counts_until_the_newest_metadata_expires_and_no_further() {
        UpdateClock ahead = new UpdateClock(folder, () -> NOW.plus(DECADE), NOW);
        ahead.believed(NOW.plus(FORTNIGHT), 1);
        ahead.passed();

        assertThat(new UpdateClock(folder, () -> NOW, NOW).floor(1)).isEqualTo(NOW.plus(FORTNIGHT));
    }

    @Test
    void a_damaged_note_of_the_time_costs_what_was_seen_and_nothing_else() throws Exception {
        new UpdateClock(folder, () -> NOW.plusSeconds(5000), NOW).believed(NOW.plus(FORTNIGHT), 1);
        Files.writeString(folder.resolve("clock.json"), "{\"seen\":\"never\"}");

        assertThat(new UpdateClock(folder, () -> NOW, NOW).floor(1)).isEqualTo(NOW);
    }
}
