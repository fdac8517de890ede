package dev.spotter.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files, full disks, folders that cannot be written: said with a code, and nothing lost in silence. */
class OutboxTroubleTest {
    private static final int PAGE = 4096;

    @TempDir
    Path folder;

    @Test
    void a_file_that_is_no_database_is_set_aside_and_a_new_one_works() throws IOException {
        Files.write(
                folder.resolve("outbox.db"),
                "this is no database at all, but long enough to be read"
                        .repeat(100)
                        .getBytes());
        try (Outbox outbox = open()) {
            outbox.append(OutboxTest.message("after", Retention.UNTIL_ACKNOWLEDGED, null, 10));
            assertThat(OutboxTest.ids(outbox)).containsExactly("after");
            assertThat(outbox.problems().get("database-set-aside")).contains("outbox.db.damaged-");
        }
        assertThat(setAside()).hasSize(1);
        try (Outbox outbox = open()) {
            assertThat(outbox.problems()).as("still said after a restart").containsKey("database-set-aside");
            assertThat(OutboxTest.ids(outbox)).containsExactly("after");
        }
    }

    @Test
    void what_can_be_read_in_a_damaged_database_is_taken_over() throws IOException {
        List<String> ids;
        try (Outbox outbox = open()) {
            ids = OutboxTest.append(outbox, 500, Retention.UNTIL_ACKNOWLEDGED);
        }
        Path file = folder.resolve("outbox.db");
        long pages = Files.size(file) / PAGE;
        overwrite(file, pages / 2 * PAGE, PAGE);
        try (Outbox outbox = open()) {
            List<String> saved = OutboxTest.ids(outbox);
            assertThat(saved).isSubsetOf(ids).hasSizeGreaterThan(400).contains(ids.getFirst(), ids.getLast());
            assertThat(saved).as("in their order").isSorted();
            assertThat(outbox.problems()).containsKey("database-set-aside");
            outbox.append(OutboxTest.message("zz-after", Retention.UNTIL_ACKNOWLEDGED, null, 10));
            assertThat(OutboxTest.ids(outbox)).endsWith("zz-after");
        }
    }

    @Test
    void a_database_that_is_damaged_under_a_running_agent_is_replaced_and_the_append_succeeds() throws IOException {
        Path file = folder.resolve("outbox.db");
        try (Outbox outbox = open()) {
            OutboxTest.append(outbox, 200, Retention.UNTIL_ACKNOWLEDGED);
        }
        try (Outbox outbox = open()) {
            overwrite(file, PAGE, (int) Files.size(file) - PAGE);
            // Small pages of history, so that SQLite must read from the file rather than from its cache.
            List<String> more = IntStream.range(0, 50).mapToObj(i -> "zz" + i).toList();
            more.forEach(id -> outbox.append(OutboxTest.message(id, Retention.UNTIL_ACKNOWLEDGED, null, 2000)));
            assertThat(OutboxTest.ids(outbox)).containsAll(more);
            assertThat(outbox.problems()).containsKey("database-set-aside");
        }
    }

    @Test
    void a_rescue_that_was_killed_half_way_is_finished_by_the_next_start() throws IOException {
        List<String> ids;
        try (Outbox outbox = open()) {
            ids = OutboxTest.append(outbox, 50, Retention.UNTIL_ACKNOWLEDGED);
        }
        Files.move(folder.resolve("outbox.db"), folder.resolve("outbox.db.damaged-20260101-000000-000"));
        Files.writeString(folder.resolve("outbox.db.rescue"), "half of it");
        try (Outbox outbox = open()) {
            assertThat(OutboxTest.ids(outbox)).isEqualTo(ids);
        }
    }

    @Test
    void a_folder_that_cannot_be_made_or_written_is_refused_with_a_code() throws IOException {
        Path blocking = Files.writeString(folder.resolve("file"), "in the way");
        assertThatThrownBy(() -> Outbox.open(OutboxConfiguration.in(blocking.resolve("outbox"))))
                .isInstanceOfSatisfying(OutboxException.class, e -> {
                    assertThat(e.code()).isEqualTo("folder-not-writable");
                    assertThat(e).hasMessageContaining(blocking.toString());
                });
        assertThatThrownBy(() -> Outbox.open(OutboxConfiguration.in(Path.of("/proc/spotter"))))
                .isInstanceOfSatisfying(
                        OutboxException.class, e -> assertThat(e.code()).isEqualTo("folder-not-writable"));
    }

    @Test
    void a_database_of_a_newer_version_is_left_alone() throws Exception {
        open().close();
        try (Database database = new Database(folder.resolve("outbox.db"))) {
            database.execute("pragma user_version = 99");
        }
        assertThatThrownBy(this::open).isInstanceOfSatisfying(OutboxException.class, e -> assertThat(e.code())
                .isEqualTo("database-too-new"));
    }

    @Test
    void on_a_full_disk_summaries_make_room_for_incidents_until_nothing_is_left_to_give() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=10m", "tmpfs", disk.toString()),
                "skipped: only root may mount the small disk that this fills");
        try (Outbox outbox = Outbox.open(OutboxConfiguration.in(disk.resolve("outbox")))) {
            int summaries = 0;
            String code = null;
            while (outbox.statistics().dropped() == 0) {
                outbox.append(OutboxTest.message("s" + summaries++, Retention.DROPPABLE, null, 20_000));
            }
            int incidents = 0;
            while (code == null) {
                try {
                    outbox.append(OutboxTest.message("i" + incidents, Retention.UNTIL_ACKNOWLEDGED, null, 20_000));
                    incidents++;
                } catch (OutboxException e) {
                    code = e.code();
                }
            }
            assertThat(code).isEqualTo("disk-full");
            assertThat(outbox.problems()).containsKey("disk-full");
            assertThat(incidents).isGreaterThan(20);
            List<String> left = OutboxTest.ids(outbox);
            assertThat(left)
                    .containsAll(
                            IntStream.range(0, incidents).mapToObj(i -> "i" + i).toList());
            assertThat(left.size() + outbox.statistics().dropped()).isEqualTo(summaries + incidents);

            outbox.next(0, 10).forEach(m -> outbox.acknowledged(m.sequence()));
            org.awaitility.Awaitility.await().until(() -> outbox.next(0, 1_000).size() == left.size() - 10);
        } finally {
            run("umount", disk.toString());
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    private Outbox open() {
        return Outbox.open(OutboxConfiguration.in(folder));
    }

    private List<Path> setAside() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().contains(".damaged-"))
                    .toList();
        }
    }

    private static void overwrite(Path file, long from, int count) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] rubbish = new byte[count];
            java.util.Arrays.fill(rubbish, (byte) 0xA5);
            channel.write(ByteBuffer.wrap(rubbish), from);
        }
    }
}
