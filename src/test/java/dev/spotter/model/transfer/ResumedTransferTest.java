package dev.spotter.model.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import dev.spotter.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of which no hash is known: what was begun is gone on with only where the other side says that it is the same file. */
class ResumedTransferTest {
    private static final ExpectedContent UNKNOWN = new ExpectedContent(OptionalLong.empty(), Map.of());
    private static final int MOST = 1 << 20;
    private static final int HALF = 150_000;

    @TempDir
    private Path folder;

    private final byte[] bytes = random(7, 300_000);
    private final byte[] others = random(8, 280_000);
    private WebServer server;
    private Path part;
    private Path file;

    @BeforeEach
    void beginWithHalf() throws IOException {
        server = WebServer.start();
        part = folder.resolve("model.part");
        file = folder.resolve("model");
        server.answer("/model", WebServer.cutOff(bytes, HALF));
        assertThatThrownBy(() -> fetch(1)).isInstanceOf(TransferException.class);
        assertThat(part).hasSize(HALF);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_same_file_is_gone_on_with() {
        server.put("/model", bytes);
        fetch(1);
        assertThat(file).hasBinaryContent(bytes);
        assertThat(server.requests()).last().isEqualTo("/model bytes=150000-");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void a_tag_of_which_a_loss_of_power_left_zeros_is_none() throws IOException {
        Files.write(folder.resolve("model.part.tag"), new byte[10]);
        server.put("/model", bytes);
        fetch(1);
        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void another_file_is_fetched_from_its_beginning() {
        server.put("/model", others);
        fetch(1);
        assertThat(file).hasBinaryContent(others);
    }

    @Test
    void a_server_that_goes_on_with_another_file_whatever_it_is_told_is_asked_for_the_whole() {
        server.answer("/model", exchange -> {
            if (exchange.getRequestHeaders().containsKey("Range")) {
                exchange.getResponseHeaders().set("ETag", "\"another\"");
                exchange.getResponseHeaders().set("Content-Range", "bytes 150000-279999/280000");
                exchange.sendResponseHeaders(206, others.length - HALF);
                exchange.getResponseBody().write(others, HALF, others.length - HALF);
            } else {
                WebServer.send(exchange, others);
            }
        });
        fetch(1);
        assertThat(file).hasBinaryContent(others);
    }

    @Test
    void a_part_that_nobody_vouches_for_is_not_gone_on_with() throws IOException {
        Files.delete(folder.resolve("model.part.tag"));
        server.put("/model", bytes);
        fetch(1);
        assertThat(file).hasBinaryContent(bytes);
        assertThat(server.requests()).last().isEqualTo("/model");
    }

    @Test
    void a_server_that_names_no_version_or_a_weak_one_is_asked_for_the_whole_by_the_next_run() {
        for (String tag : new String[] {null, "W/\"like it\""}) {
            HttpHandler nameless = exchange -> {
                if (tag != null) {
                    exchange.getResponseHeaders().set("ETag", tag);
                }
                exchange.sendResponseHeaders(200, others.length);
                exchange.getResponseBody().write(others, 0, HALF);
                exchange.getResponseBody().flush();
                throw new IOException("cut off on purpose");
            };
            server.answer("/model", nameless);
            assertThatThrownBy(() -> fetch(1)).isInstanceOf(TransferException.class);
            server.put("/model", others);
            fetch(1);
            assertThat(file).hasBinaryContent(others);
            assertThat(server.requests()).last().isEqualTo("/model");
        }
    }

    @Test
    void a_file_of_a_stick_that_was_changed_is_read_from_its_beginning() throws IOException {
        Path stick = Files.write(folder.resolve("stick"), others);
        Files.writeString(folder.resolve("model.part.tag"), "280000-0");
        Files.setLastModifiedTime(stick, FileTime.fromMillis(1_700_000_000_000L));
        try (Transfer transfer = new Transfer(limits(1))) {
            transfer.file(stick.toUri(), UNKNOWN, MOST, part, file, TransferProgress.NONE);
        }
        assertThat(file).hasBinaryContent(others);
    }

    @Test
    void what_is_held_in_memory_is_never_mixed_of_two_files() {
        AtomicInteger asked = new AtomicInteger();
        server.answer("/small", exchange -> {
            if (asked.incrementAndGet() == 1) {
                WebServer.cutOff(bytes, HALF).handle(exchange);
            } else {
                WebServer.send(exchange, others);
            }
        });
        try (Transfer transfer = new Transfer(limits(2))) {
            assertThat(transfer.bytes(server.uri("/small"), MOST)).isEqualTo(others);
        }
        assertThat(server.requests()).endsWith("/small", "/small");
    }

    private void fetch(int attempts) {
        try (Transfer transfer = new Transfer(limits(attempts))) {
            transfer.file(server.uri("/model"), UNKNOWN, MOST, part, file, TransferProgress.NONE);
        }
    }

    /** With one attempt a cut connection ends the run, as it would if the process died there. */
    private static TransferLimits limits(int attempts) {
        Duration usual = Duration.ofSeconds(5);
        return new TransferLimits(usual, usual, 0, usual, usual, 3, attempts, Duration.ofMillis(1), 0, 0);
    }

    private static byte[] random(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
