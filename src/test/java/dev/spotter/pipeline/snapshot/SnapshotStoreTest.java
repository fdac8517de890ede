package dev.spotter.pipeline.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotStoreTest {
    private static final Duration KEEP = Duration.ofHours(24);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final byte[] PICTURE = {1, 2, 3};

    @TempDir
    private Path data;

    private final ManualTime time = new ManualTime("2026-11-26T08:00:00Z");
    private Path folder;

    @BeforeEach
    void name() {
        folder = data.resolve("snapshots");
    }

    @Test
    void a_snapshot_is_there_whole_for_its_user_only_and_is_found_again_after_a_restart() throws IOException {
        open().store("A1", PICTURE);
        assertThat(files()).containsExactlyInAnyOrder("A1.jpg", "age");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("A1.jpg"))))
                .isEqualTo("rw-------");
        SnapshotStore again = open();
        assertThat(again.find("A1")).hasValue(PICTURE);
        assertThat(again.incidents()).containsExactly("A1");
    }

    @Test
    void a_folder_that_others_could_read_is_closed_to_them_and_half_a_file_is_thrown_away() throws IOException {
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.write(folder.resolve("A1.jpg.part"), PICTURE);
        assertThat(open().incidents()).isEmpty();
        assertThat(files()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void it_is_deleted_when_its_time_is_over_and_not_before() throws IOException {
        SnapshotStore store = open();
        store.store("A1", PICTURE);
        time.pass(KEEP.minus(HOUR));
        store.store("A2", PICTURE);
        store.sweep();
        assertThat(store.incidents()).containsExactlyInAnyOrder("A1", "A2");
        time.pass(HOUR);
        store.sweep();
        assertThat(store.incidents()).containsExactly("A2");
        assertThat(files()).containsExactlyInAnyOrder("A2.jpg", "age");
        assertThat(store.find("A1")).isEmpty();
    }

    @Test
    void the_oldest_goes_where_there_are_too_many() throws IOException {
        SnapshotStore store = SnapshotStore.open(folder, KEEP, 3, time, time);
        for (int i = 0; i < 10; i++) {
            store.store("A" + i, PICTURE);
            time.pass(Duration.ofSeconds(1));
        }
        assertThat(files()).containsExactlyInAnyOrder("A7.jpg", "A8.jpg", "A9.jpg", "age");
    }

    @Test
    void the_time_counts_for_which_the_device_was_off() throws IOException {
        SnapshotStore store = open();
        store.store("A1", PICTURE);
        time.pass(HOUR);
        store.keepTime();
        time.off(KEEP);
        SnapshotStore again = open();
        again.sweep();
        assertThat(again.incidents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2001-01-01T00:00:00Z", "2099-01-01T00:00:00Z"})
    void a_wall_clock_that_is_set_while_the_agent_runs_changes_nothing(String wrong) throws IOException {
        SnapshotStore store = open();
        store.store("A1", PICTURE);
        time.set(wrong);
        store.sweep();
        assertThat(store.incidents()).containsExactly("A1");
        time.pass(KEEP.minus(HOUR));
        store.keepTime();
        store.sweep();
        assertThat(store.incidents()).containsExactly("A1");
        time.set("2026-11-27T09:00:00Z");
        time.pass(HOUR);
        store.sweep();
        assertThat(store.incidents()).isEmpty();
    }

    @Test
    void a_device_that_wakes_up_in_1970_keeps_a_snapshot_neither_for_ever_nor_not_at_all() throws IOException {
        SnapshotStore store = open();
        store.store("A1", PICTURE);
        store.keepTime();
        time.off(Duration.ofMinutes(1));
        time.set("1970-01-01T00:00:00Z");
        SnapshotStore woken = open();
        woken.sweep();
        assertThat(woken.incidents()).as("nobody knows how long it was off").containsExactly("A1");
        woken.store("A2", PICTURE);
        time.pass(HOUR);
        woken.keepTime();
        time.set("2026-11-26T20:00:00Z");
        woken.sweep();
        assertThat(woken.incidents()).as("eleven hours off, and one on").contains("A1", "A2");
        time.pass(Duration.ofHours(12));
        woken.sweep();
        assertThat(woken.incidents()).containsExactly("A2");
    }

    /** As a Raspberry Pi does: its clock begins where it was when it was switched off, and is set once there is a network. */
    @Test
    void a_clock_that_begins_where_it_ended_and_is_set_later_counts_the_time_off() throws IOException {
        SnapshotStore store = open();
        store.store("A1", PICTURE);
        store.keepTime();
        time.off(Duration.ofMinutes(1));
        SnapshotStore woken = open();
        woken.store("A2", PICTURE);
        time.set("2026-11-27T08:01:00Z");
        woken.sweep();
        assertThat(woken.incidents()).containsExactly("A2");
        SnapshotStore again = open();
        time.pass(KEEP.minus(HOUR));
        again.sweep();
        assertThat(again.incidents()).containsExactly("A2");
    }

    @Test
    void a_device_whose_clock_is_never_set_keeps_it_for_as_long_as_it_runs() throws IOException {
        time.set("1970-01-01T00:00:00Z");
        open().store("A1", PICTURE);
        for (int start = 0; start < 25; start++) {
            SnapshotStore store = open();
            store.sweep();
            assertThat(store.incidents()).as("start %d", start).hasSize(start < 24 ? 1 : 0);
            time.pass(HOUR);
            store.keepTime();
            time.off(Duration.ZERO);
            time.set("1970-01-01T00:00:00Z");
        }
    }

    @Test
    void a_clock_that_is_set_right_after_a_first_run_in_1970_deletes_nothing_early() throws IOException {
        time.set("1970-01-01T00:00:00Z");
        SnapshotStore store = open();
        store.store("A1", PICTURE);
        store.keepTime();
        time.off(HOUR);
        time.set("2026-11-26T08:00:00Z");
        SnapshotStore again = open();
        again.sweep();
        assertThat(again.incidents()).containsExactly("A1");
        time.pass(KEEP);
        again.sweep();
        assertThat(again.incidents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x y", "12", "-5 -5", "99999999999999999999 1"})
    void a_lost_or_damaged_time_keeps_nothing_for_ever(String damaged) throws IOException {
        SnapshotStore store = open();
        store.store("A1", PICTURE);
        time.pass(HOUR);
        store.store("A2", PICTURE);
        Files.writeString(folder.resolve("age"), damaged);
        SnapshotStore again = open();
        again.sweep();
        assertThat(again.incidents()).hasSize(2);
        time.pass(KEEP.minus(HOUR));
        again.sweep();
        assertThat(again.incidents()).containsExactly("A2");
        time.pass(HOUR);
        again.sweep();
        assertThat(again.incidents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "a/b", "", ".", "age", "a.jpg"})
    void no_name_leads_out_of_the_folder(String name) throws IOException {
        Files.write(data.resolve("secret.jpg"), PICTURE);
        SnapshotStore store = open();
        store.store("A1", PICTURE);
        store.keepTime();
        assertThat(store.find(name)).isEmpty();
    }

    @Test
    void what_cannot_be_written_leaves_nothing_behind() throws IOException {
        SnapshotStore store = open();
        Files.createDirectory(folder.resolve("A1.jpg.part"));
        Files.createFile(folder.resolve("A1.jpg.part").resolve("full"));
        assertThatThrownBy(() -> store.store("A1", PICTURE)).isInstanceOf(IOException.class);
        assertThat(store.incidents()).isEmpty();
        store.store("A2", PICTURE);
        assertThat(store.find("A2")).hasValue(PICTURE);
    }

    @Test
    void a_device_that_is_to_keep_none_any_more_keeps_none() throws IOException {
        SnapshotStore store = open();
        store.store("A1", PICTURE);
        store.keepTime();
        SnapshotStore.clear(folder);
        assertThat(folder).doesNotExist();
        SnapshotStore.clear(folder);
    }

    private SnapshotStore open() throws IOException {
        return SnapshotStore.open(folder, KEEP, 200, time, time);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
