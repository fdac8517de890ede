package dev.spotter.model.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spotter.ServerCertificate;
import dev.spotter.WebServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transfers from a real server that misbehaves in every way that we could think of, and from folders. */
class TransferTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration IMPATIENT = Duration.ofMillis(200);
    private static final TransferLimits USUAL = limits(PATIENT, PATIENT, 0);
    private static final int MOST = 1 << 20;

    @TempDir
    Path folder;

    private final byte[] bytes = new byte[300_000];
    private final Transfer transfer = new Transfer(USUAL);
    private WebServer server;
    private Path part;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        new Random(7).nextBytes(bytes);
        server = WebServer.start();
        server.put("/model", bytes);
        part = folder.resolve("parts/model.part");
        file = folder.resolve("model");
    }

    @AfterEach
    void stop() {
        transfer.close();
        server.close();
    }

    @Test
    void a_small_file_comes_by_one_plain_request() {
        assertThat(transfer.bytes(server.uri("/model"), MOST)).isEqualTo(bytes);
        assertThat(server.requests()).containsExactly("/model");
    }

    @Test
    void a_file_of_exactly_the_most_bytes_is_accepted_and_one_byte_more_is_not() {
        assertThat(transfer.bytes(server.uri("/model"), bytes.length)).hasSize(bytes.length);
        assertThat(refusal(() -> transfer.bytes(server.uri("/model"), bytes.length - 1)))
                .isEqualTo("length-exceeded");
    }

    @Test
    void endless_data_ends_at_the_most_bytes() {
        server.answer("/endless", WebServer.endless(new byte[1000]));

        assertThat(refusal(() -> transfer.bytes(server.uri("/endless"), MOST))).isEqualTo("length-exceeded");
        assertThat(refusal(() -> fetch("/endless"))).isEqualTo("length-exceeded");
        assertThat(part).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "403, not-found, 1",
        "404, not-found, 1",
        "400, refused-by-server, 1",
        "204, bad-answer, 1",
        "206, bad-answer, 1",
        "429, server-error, 3",
        "500, server-error, 3",
        "503, server-error, 3"
    })
    void an_answer_without_the_file_has_its_code_and_only_what_may_pass_is_asked_for_again(
            int status, String code, int requests) {
        server.answer("/model", WebServer.status(status));

        assertThat(refusal(() -> transfer.bytes(server.uri("/model"), MOST))).isEqualTo(code);
        assertThat(server.requests()).hasSize(requests);
    }

    @Test
    void a_server_that_recovers_is_waited_for() {
        AtomicInteger asked = new AtomicInteger();
        server.answer("/model", exchange -> {
            if (asked.incrementAndGet() < 3) {
                WebServer.status(503).handle(exchange);
            } else {
                WebServer.send(exchange, bytes);
            }
        });

        assertThat(transfer.bytes(server.uri("/model"), MOST)).isEqualTo(bytes);
    }

    @Test
    void a_server_that_falls_silent_is_left_and_what_came_is_kept_for_later() {
        server.answer("/model", server.stall(bytes, 100_000));

        assertThat(refusal(() -> fetch(limits(PATIENT, IMPATIENT, 0), "/model")))
                .isEqualTo("stalled");
        assertThat(part).hasSize(100_000);

        server.put("/model", bytes);
        fetch("/model");
        assertThat(file).hasBinaryContent(bytes);
        assertThat(part).doesNotExist();
        assertThat(server.requests()).last().isEqualTo("/model bytes=100000-");
    }

    @Test
    void a_server_that_never_answers_is_left() {
        server.answer("/model", server.silence());
        Transfer impatient = new Transfer(limits(IMPATIENT, PATIENT, 0));

        assertThat(refusal(() -> impatient.bytes(server.uri("/model"), MOST))).isEqualTo("stalled");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void a_trickle_is_too_slow() {
        server.answer("/model", exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            for (byte one : bytes) {
                exchange.getResponseBody().write(one);
                exchange.getResponseBody().flush();
                pause();
            }
        });

        Transfer demanding = new Transfer(limits(PATIENT, PATIENT, 1000));
        assertThat(refusal(() -> demanding.bytes(server.uri("/model"), MOST))).isEqualTo("too-slow");
    }

    @Test
    void one_byte_a_connection_ends_when_the_time_for_the_whole_is_over() {
        server.answer("/model", exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
            exchange.sendResponseHeaders(range == null ? 200 : 206, bytes.length - from);
            exchange.getResponseBody().write(bytes[from]);
            exchange.getResponseBody().flush();
            throw new IOException("cut off on purpose");
        });
        Transfer brief = new Transfer(new TransferLimits(
                PATIENT, PATIENT, 0, PATIENT, Duration.ofMillis(600), 3, 3, Duration.ofMillis(1), 0, 0));

        String code =
                refusal(() -> brief.file(server.uri("/model"), expected(), MOST, part, file, TransferProgress.NONE));

        assertThat(code).isEqualTo("timed-out");
        assertThat(server.requests()).hasSizeGreaterThan(USUAL.attempts());
        assertThat(part).isNotEmptyFile();
    }

    @Test
    void a_server_that_breaks_off_and_then_refuses_to_go_on_is_asked_anew_once() {
        server.answer("/model", exchange -> {
            if (exchange.getRequestHeaders().containsKey("Range")) {
                WebServer.status(416).handle(exchange);
            } else {
                WebServer.cutOff(bytes, 200_000).handle(exchange);
            }
        });

        String code =
                refusal(() -> transfer.file(server.uri("/model"), expected(), MOST, part, file, TransferProgress.NONE));

        assertThat(code).isEqualTo("range-refused");
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void a_connection_that_breaks_is_gone_on_with_by_a_range() {
        AtomicInteger asked = new AtomicInteger();
        server.answer("/model", exchange -> {
            if (asked.incrementAndGet() == 1) {
                WebServer.cutOff(bytes, 200_000).handle(exchange);
            } else {
                WebServer.send(exchange, bytes);
            }
        });
        List<Long> progress = new ArrayList<>();

        transfer.file(server.uri("/model"), expected(), MOST, part, file, (done, all) -> {
            assertThat(all).isEqualTo(bytes.length);
            progress.add(done);
        });

        assertThat(file).hasBinaryContent(bytes);
        assertThat(server.requests()).hasSize(2).last().asString().startsWith("/model bytes=");
        assertThat(progress).isSorted().last().isEqualTo((long) bytes.length);
    }

    @Test
    void a_server_without_ranges_sends_everything_again_and_the_file_is_right() throws IOException {
        server.answer("/model", exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
        leavePart(bytes, 120_000);

        fetch("/model");

        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void a_part_that_was_damaged_is_found_out_and_the_file_fetched_anew() throws IOException {
        byte[] damaged = bytes.clone();
        damaged[77] ^= 1;
        leavePart(damaged, 120_000);

        fetch("/model");

        assertThat(file).hasBinaryContent(bytes);
        assertThat(server.requests()).containsExactly("/model bytes=120000-", "/model");
    }

    @Test
    void a_part_that_is_complete_needs_no_request() throws IOException {
        leavePart(bytes, bytes.length);

        fetch("/model");

        assertThat(file).hasBinaryContent(bytes);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_part_longer_than_the_file_is_thrown_away() throws IOException {
        leavePart(new byte[bytes.length + 1], bytes.length + 1);

        fetch("/model");

        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void a_part_that_is_a_link_is_not_written_through() throws IOException {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "untouched");
        Files.createDirectories(part.getParent());
        Files.createSymbolicLink(part, elsewhere);

        fetch("/model");

        assertThat(elsewhere).hasContent("untouched");
        assertThat(file).hasBinaryContent(bytes).isRegularFile();
    }

    @Test
    void wrong_bytes_leave_the_old_file_and_no_part() throws IOException {
        Files.writeString(file, "old");
        byte[] other = bytes.clone();
        other[5] ^= 1;
        server.put("/model", other);
        assertThat(refusal(() -> fetch("/model"))).isEqualTo("hash-mismatch");
        assertThat(file).hasContent("old");
        assertThat(part).doesNotExist();

        server.put("/model", Arrays.copyOf(bytes, bytes.length - 1));
        assertThat(refusal(() -> fetch("/model"))).isEqualTo("length-mismatch");
        assertThat(file).hasContent("old");
    }

    @Test
    void a_bounded_rate_leaves_others_room_on_the_line() {
        Transfer modest = new Transfer(USUAL.withMostBytesPerSecond(1_000_000));
        long began = System.nanoTime();

        modest.file(server.uri("/model"), expected(), MOST, part, file, TransferProgress.NONE);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(250));
        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void a_disk_without_room_is_refused_before_a_request() {
        Transfer careful = new Transfer(
                new TransferLimits(PATIENT, PATIENT, 0, PATIENT, PATIENT, 0, 1, Duration.ZERO, Long.MAX_VALUE / 2, 0));

        assertThat(refusal(
                        () -> careful.file(server.uri("/model"), expected(), MOST, part, file, TransferProgress.NONE)))
                .isEqualTo("disk-full");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void redirects_are_followed_up_to_the_limit() {
        server.answer("/a", WebServer.redirect("/b"));
        server.answer("/b", WebServer.redirect(server.uri("/model").toString()));
        assertThat(transfer.bytes(server.uri("/a"), MOST)).isEqualTo(bytes);

        server.answer("/loop", WebServer.redirect("/loop"));
        assertThat(refusal(() -> transfer.bytes(server.uri("/loop"), MOST))).isEqualTo("too-many-redirects");
    }

    @ParameterizedTest
    @CsvSource({"file:///etc/hostname", "ftp://localhost/model", "http:///nothing", "'http://a b/'"})
    void redirects_out_of_the_web_are_refused(String location) {
        server.answer("/model", WebServer.redirect(location));

        assertThat(refusal(() -> transfer.bytes(server.uri("/model"), MOST))).isEqualTo("redirect-refused");
    }

    @Test
    void https_is_spoken_only_with_whom_is_trusted_and_never_left_for_http() throws Exception {
        ServerCertificate certificate = ServerCertificate.make(folder);
        try (WebServer safe = WebServer.startTls(certificate.context());
                Transfer trusting = new Transfer(USUAL, certificate.context())) {
            safe.put("/model", bytes);
            safe.answer("/down", WebServer.redirect(server.uri("/model").toString()));
            server.answer("/up", WebServer.redirect(safe.uri("/model").toString()));

            assertThat(trusting.bytes(safe.uri("/model"), MOST)).isEqualTo(bytes);
            assertThat(trusting.bytes(server.uri("/up"), MOST)).isEqualTo(bytes);
            assertThat(refusal(() -> trusting.bytes(safe.uri("/down"), MOST))).isEqualTo("redirect-refused");
            assertThat(refusal(() -> transfer.bytes(safe.uri("/model"), MOST))).isEqualTo("tls-refused");
        }
    }

    @Test
    void nobody_there_is_unreachable_and_the_sentence_tells_no_password() {
        server.close();
        URI address = URI.create("http://user:secret@localhost:%d/model"
                .formatted(server.uri("/").getPort()));

        TransferException failure = catchThrowableOfType(TransferException.class, () -> transfer.bytes(address, MOST));

        assertThat(failure.code()).isEqualTo("unreachable");
        assertThat(failure).hasMessageNotContaining("secret").hasMessageContaining("localhost");
    }

    @ParameterizedTest
    @CsvSource({"ftp://localhost/model", "model", "http:model", "'file://host/model'"})
    void other_addresses_are_refused(URI address) {
        assertThat(refusal(() -> transfer.bytes(address, MOST))).isEqualTo("bad-address");
    }

    @Test
    void a_folder_serves_like_a_server() throws IOException {
        Path stick = Files.createDirectories(folder.resolve("stick"));
        Files.write(stick.resolve("model"), bytes);
        leavePart(bytes, 1000);

        transfer.file(stick.resolve("model").toUri(), expected(), MOST, part, file, TransferProgress.NONE);

        assertThat(file).hasBinaryContent(bytes);
        assertThat(transfer.bytes(stick.resolve("model").toUri(), MOST)).isEqualTo(bytes);
        assertThat(refusal(() -> transfer.bytes(stick.resolve("model").toUri(), 10)))
                .isEqualTo("length-exceeded");
        assertThat(refusal(() -> transfer.bytes(stick.resolve("none").toUri(), 10)))
                .isEqualTo("not-found");
        assertThat(refusal(() -> transfer.bytes(stick.toUri(), 10))).isEqualTo("not-found");
        Files.createSymbolicLink(stick.resolve("endless"), Path.of("/dev/zero"));
        assertThat(refusal(() -> transfer.bytes(stick.resolve("endless").toUri(), 10)))
                .isEqualTo("not-found");
    }

    @Test
    void every_hash_that_is_given_must_be_right() throws Exception {
        String sha256 = hex("SHA-256");
        String sha512 = hex("SHA-512");
        ExpectedContent both = new ExpectedContent(
                OptionalLong.empty(), Map.of(HashAlgorithm.SHA256, sha256, HashAlgorithm.SHA512, sha512));
        both.check("the model", bytes);
        transfer.file(server.uri("/model"), both, MOST, part, file, TransferProgress.NONE);

        ExpectedContent oneWrong = new ExpectedContent(
                OptionalLong.empty(), Map.of(HashAlgorithm.SHA256, sha256, HashAlgorithm.SHA512, "0".repeat(128)));
        assertThat(refusal(() -> oneWrong.check("the model", bytes))).isEqualTo("hash-mismatch");
    }

    private void fetch(String path) {
        fetch(USUAL, path);
    }

    private void fetch(TransferLimits limits, String path) {
        try (Transfer one = new Transfer(limits)) {
            one.file(server.uri(path), expected(), MOST, part, file, TransferProgress.NONE);
        }
    }

    private ExpectedContent expected() {
        try {
            return ExpectedContent.of(bytes.length, hex("SHA-256"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String hex(String algorithm) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }

    private void leavePart(byte[] content, int length) throws IOException {
        Files.createDirectories(part.getParent());
        Files.write(part, Arrays.copyOf(content, length));
    }

    private static TransferLimits limits(Duration answer, Duration silence, long leastBytesPerSecond) {
        return new TransferLimits(
                answer,
                silence,
                leastBytesPerSecond,
                Duration.ofMillis(500),
                Duration.ofMinutes(1),
                3,
                3,
                Duration.ofMillis(10),
                0,
                0);
    }

    /** The trickle's pace: it is the server's behaviour, not a wait of the test. */
    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String refusal(Runnable action) {
        return catchThrowableOfType(TransferException.class, action::run).code();
    }
}
