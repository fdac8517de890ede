package dev.spotter.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.ulid.UlidCreator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
    @TempDir
    Path folder;

    @Test
    void a_message_comes_back_as_it_went_in_after_a_restart() {
        OutboxMessage message = new OutboxMessage(
                "01J0",
                "spotter/v1/a/b/incident",
                1,
                false,
                "application/json",
                new byte[] {0, 1, -1},
                Map.of("id", "01J0", "type", "dev.spotter.incident"),
                Instant.parse("2026-11-23T10:00:00.123456789Z"),
                Retention.UNTIL_ACKNOWLEDGED,
                null);
        try (Outbox outbox = open()) {
            outbox.append(message);
        }
        try (Outbox outbox = open()) {
            QueuedMessage queued = outbox.next(0, 10).getFirst();
            assertThat(queued.message()).usingRecursiveComparison().isEqualTo(message);
            assertThat(outbox.lastSequence()).isEqualTo(queued.sequence());
            assertThat(outbox.statistics().waitingBytes()).isEqualTo(message.sizeBytes());
        }
    }

    @Test
    void messages_keep_the_order_in_which_they_were_appended() {
        try (Outbox outbox = open()) {
            List<String> ids = append(outbox, 300, Retention.UNTIL_ACKNOWLEDGED);
            List<String> read = new ArrayList<>();
            long after = 0;
            for (var batch = outbox.next(after, 64); !batch.isEmpty(); batch = outbox.next(after, 64)) {
                batch.forEach(m -> read.add(m.message().id()));
                after = batch.getLast().sequence();
            }
            assertThat(read).isEqualTo(ids);
        }
    }

    @Test
    void an_acknowledged_message_is_given_out_no_more_and_its_sequence_is_not_used_again() {
        long last;
        try (Outbox outbox = open()) {
            append(outbox, 3, Retention.UNTIL_ACKNOWLEDGED);
            List<QueuedMessage> queued = outbox.next(0, 10);
            queued.forEach(m -> outbox.acknowledged(m.sequence()));
            assertThat(outbox.next(0, 10)).isEmpty();
            last = queued.getLast().sequence();
            await().until(() -> outbox.statistics().waiting() == 0);
        }
        try (Outbox outbox = open()) {
            assertThat(outbox.next(0, 10)).isEmpty();
            append(outbox, 1, Retention.UNTIL_ACKNOWLEDGED);
            assertThat(outbox.next(0, 10).getFirst().sequence()).isGreaterThan(last);
        }
    }

    @Test
    void many_threads_append_at_once_and_nothing_is_lost_or_doubled() throws Exception {
        int threads = 16;
        int each = 100;
        try (Outbox outbox = open();
                var pool = Executors.newFixedThreadPool(threads)) {
            List<Future<List<String>>> results = IntStream.range(0, threads)
                    .mapToObj(t -> pool.submit(() -> append(outbox, each, Retention.DROPPABLE)))
                    .toList();
            List<String> ids = new ArrayList<>();
            for (Future<List<String>> result : results) {
                ids.addAll(result.get());
            }
            assertThat(outbox.next(0, threads * each + 1).stream()
                            .map(m -> m.message().id()))
                    .containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    @Test
    void one_refused_message_takes_no_other_with_it() throws Exception {
        try (Outbox outbox = open();
                var pool = Executors.newFixedThreadPool(8)) {
            outbox.append(message("twice", Retention.DROPPABLE, null, 10));
            List<Future<Boolean>> good = new ArrayList<>();
            List<Future<Boolean>> bad = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String id = "id-" + i;
                good.add(pool.submit(() -> outbox.append(message(id, Retention.DROPPABLE, null, 10))));
                bad.add(pool.submit(() -> outbox.append(message("twice", Retention.DROPPABLE, null, 10))));
            }
            for (Future<Boolean> future : good) {
                assertThat(future.get()).isTrue();
            }
            for (Future<Boolean> future : bad) {
                assertThatThrownBy(future::get).cause().isInstanceOfSatisfying(OutboxException.class, e -> assertThat(
                                e.code())
                        .isEqualTo("duplicate-id"));
            }
            assertThat(outbox.statistics().waiting()).isEqualTo(101);
        }
    }

    @Test
    void newer_state_takes_the_place_of_older_state_that_has_not_left() {
        try (Outbox outbox = open()) {
            outbox.append(message("a", Retention.DROPPABLE, "state/rack", 10));
            outbox.append(message("other", Retention.DROPPABLE, "state/bench", 10));
            outbox.append(message("b", Retention.DROPPABLE, "state/rack", 10));
            assertThat(ids(outbox)).containsExactly("other", "b");
            assertThat(outbox.statistics().replaced()).isEqualTo(1);
        }
    }

    @Test
    void at_the_limit_the_oldest_droppable_go_first_counted_and_said_and_no_incident() {
        OutboxConfiguration small = new OutboxConfiguration(folder, 64 * 1024, 10);
        try (Outbox outbox = Outbox.open(small)) {
            outbox.append(message("incident", Retention.UNTIL_ACKNOWLEDGED, null, 1000));
            for (int i = 0; i < 100; i++) {
                outbox.append(message("summary-" + i, Retention.DROPPABLE, null, 1000));
            }
            List<String> left = ids(outbox);
            assertThat(left).startsWith("incident").endsWith("summary-99").doesNotContain("summary-0");
            assertThat(outbox.statistics().dropped()).isEqualTo(101 - left.size());
            assertThat(outbox.statistics().waitingBytes()).isLessThanOrEqualTo(64 * 1024);
            assertThat(outbox.problems().get("outbox-at-limit"))
                    .contains("65536")
                    .contains(101 - left.size() + " of its oldest summaries");
            outbox.next(0, 200).forEach(m -> outbox.acknowledged(m.sequence()));
            await().until(() -> outbox.problems().isEmpty());
        }
        try (Outbox outbox = Outbox.open(small)) {
            assertThat(outbox.statistics().dropped())
                    .as("counted over restarts")
                    .isPositive();
        }
    }

    @Test
    void a_store_full_of_incidents_takes_more_incidents_and_gives_up_summaries() {
        try (Outbox outbox = Outbox.open(new OutboxConfiguration(folder, 64 * 1024, 10))) {
            append(outbox, 100, Retention.UNTIL_ACKNOWLEDGED);
            assertThat(outbox.append(message("i", Retention.UNTIL_ACKNOWLEDGED, null, 60_000)))
                    .isTrue();
            assertThat(outbox.append(message("s", Retention.DROPPABLE, null, 10)))
                    .isFalse();
            assertThat(outbox.statistics().waiting()).isEqualTo(101);
            assertThat(outbox.statistics().dropped()).isEqualTo(1);
        }
    }

    @Test
    void a_record_and_its_message_are_stored_together_or_not_at_all() {
        try (Outbox outbox = open()) {
            outbox.put(record("1", "raised", 0), message("m1", Retention.UNTIL_ACKNOWLEDGED, null, 10));
            assertThatThrownBy(() -> outbox.put(
                            record("1", "cleared", 1), message("m1", Retention.UNTIL_ACKNOWLEDGED, null, 10)))
                    .hasMessageContaining("m1");
            assertThat(outbox.get("incident", "1").orElseThrow().document()).contains("raised");
            outbox.put(record("1", "cleared", 1), message("m2", Retention.UNTIL_ACKNOWLEDGED, null, 10));
            assertThat(outbox.get("incident", "1").orElseThrow().document()).contains("cleared");
            assertThat(ids(outbox)).containsExactly("m1", "m2");
            assertThat(outbox.get("incident", "2")).isEmpty();
        }
    }

    @Test
    void history_lists_the_newest_first_and_keeps_as_many_as_it_is_told() {
        try (Outbox outbox = Outbox.open(new OutboxConfiguration(folder, 1 << 20, 3))) {
            for (int i = 0; i < 5; i++) {
                outbox.put(record("r" + i, "raised", i));
            }
            assertThat(outbox.list("incident", 2).stream().map(HistoryRecord::id))
                    .containsExactly("r4", "r3");
            assertThat(outbox.list("incident", 10)).hasSize(3);
            assertThat(outbox.list("set", 10)).isEmpty();
        }
    }

    @Test
    void a_second_agent_on_the_same_folder_is_refused() {
        try (Outbox outbox = open()) {
            assertThatThrownBy(this::open).isInstanceOfSatisfying(OutboxException.class, e -> assertThat(e.code())
                    .isEqualTo("outbox-in-use"));
            outbox.append(message("still works", Retention.DROPPABLE, null, 1));
        }
    }

    @Test
    void a_closed_outbox_refuses_with_a_code() {
        Outbox outbox = open();
        outbox.close();
        assertThatThrownBy(() -> outbox.append(message("x", Retention.DROPPABLE, null, 1)))
                .isInstanceOfSatisfying(
                        OutboxException.class, e -> assertThat(e.code()).isEqualTo("outbox-closed"));
    }

    @Test
    void the_native_library_is_unpacked_once_and_again_when_it_was_harmed() throws Exception {
        Path library = SqliteLibrary.unpack(folder).resolve("libsqlitejdbc.so");
        FileTime first = Files.getLastModifiedTime(library);
        byte[] bytes = Files.readAllBytes(library);
        SqliteLibrary.unpack(folder);
        assertThat(Files.getLastModifiedTime(library)).isEqualTo(first);
        Files.write(library, new byte[] {1});
        SqliteLibrary.unpack(folder);
        assertThat(library).hasBinaryContent(bytes);
    }

    @Test
    void the_native_library_is_not_loaded_from_the_temporary_folder_of_the_driver() throws Exception {
        open().close();
        try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
            assertThat(maps.filter(line -> line.contains("libsqlitejdbc")))
                    .isNotEmpty()
                    .allMatch(line -> line.contains(System.getProperty("org.sqlite.lib.path")));
        }
    }

    private Outbox open() {
        return Outbox.open(OutboxConfiguration.in(folder));
    }

    static List<String> append(Outbox outbox, int count, Retention retention) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = UlidCreator.getMonotonicUlid().toString();
            outbox.append(message(id, retention, null, 100));
            ids.add(id);
        }
        return ids;
    }

    static List<String> ids(Outbox outbox) {
        return outbox.next(0, 10_000).stream().map(m -> m.message().id()).toList();
    }

    static OutboxMessage message(String id, Retention retention, String replaceKey, int bytes) {
        return new OutboxMessage(
                id,
                "spotter/v1/site/device/summary",
                1,
                false,
                "application/json",
                "x".repeat(bytes).getBytes(StandardCharsets.UTF_8),
                Map.of("id", id),
                Instant.EPOCH,
                retention,
                replaceKey);
    }

    private static HistoryRecord record(String id, String state, int second) {
        return new HistoryRecord(
                "incident",
                id,
                "{\"state\":\"" + state + "\"}",
                Instant.parse("2026-11-23T10:00:00Z").plusSeconds(second));
    }
}
