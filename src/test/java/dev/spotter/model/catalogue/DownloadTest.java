package dev.spotter.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.spotter.model.ModelException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that cut, stall, lie, go in circles and never end, and one that works: each a real one on localhost. */
@Timeout(60)
class DownloadTest {
    private static final byte[] CONTENT = bytes(1, 1_000_000);
    private static final int HALF = 500_000;
    private static final long MOST = 2_000_000;

    @TempDir
    private Path folder;

    @Test
    void a_file_arrives_whole_and_its_progress_is_told() throws Exception {
        List<Long> told = new ArrayList<>();
        try (FileServer server = FileServer.serving(CONTENT)) {
            boolean continued = new Download(limits(1), (bytes, all) -> {
                        assertThat(all).hasValue(CONTENT.length);
                        told.add(bytes);
                    })
                    .fetch(server.file(), file(), OptionalLong.of(CONTENT.length));
            assertThat(continued).isFalse();
        }
        assertThat(file()).hasBinaryContent(CONTENT);
        assertThat(told).isSorted().endsWith((long) CONTENT.length);
        assertThat(folder).as("nothing is left beside it").isDirectoryNotContaining(path -> !path.equals(file()));
    }

    @Test
    void a_cut_connection_is_continued_where_it_was_cut() throws Exception {
        try (FileServer server = new FileServer(CONTENT)) {
            server.on("/file", exchange -> server.send(exchange, 300_000));
            fetch(server.file(), limits(1));
            assertThat(server.asked).hasSize(4);
            assertThat(server.asked.getLast().getFirst("Range")).isEqualTo("bytes=900000-");
        }
        assertThat(file()).hasBinaryContent(CONTENT);
    }

    @Test
    void a_later_call_continues_what_an_earlier_one_left() throws Exception {
        leaveHalf();
        assertThat(folder.resolve("file.part")).hasSize(HALF);
        try (FileServer server = FileServer.serving(CONTENT)) {
            moveOrigin(server.file());
            assertThat(download(limits(1)).fetch(server.file(), file(), OptionalLong.empty()))
                    .isTrue();
            assertThat(server.asked.getFirst().getFirst("Range")).isEqualTo("bytes=500000-");
        }
        assertThat(file()).hasBinaryContent(CONTENT);
    }

    @Test
    void what_changed_meanwhile_is_fetched_from_its_beginning() throws Exception {
        leaveHalf();
        byte[] other = bytes(2, 900_000);
        try (FileServer server = FileServer.serving(CONTENT)) {
            server.change(other, "\"two\"");
            moveOrigin(server.file());
            fetch(server.file(), limits(1));
        }
        assertThat(file()).hasBinaryContent(other);
    }

    @Test
    void a_server_that_continues_with_another_version_is_asked_for_the_whole() throws Exception {
        leaveHalf();
        byte[] other = bytes(2, 900_000);
        try (FileServer server = new FileServer(other)) {
            server.change(other, "\"two\"");
            server.on("/file", exchange -> {
                boolean part = exchange.getRequestHeaders().containsKey("Range");
                if (part) { // whatever If-Range says
                    exchange.getResponseHeaders().set("ETag", "\"two\"");
                    exchange.getResponseHeaders().set("Content-Range", "bytes 500000-899999/900000");
                    exchange.sendResponseHeaders(206, 400_000);
                    exchange.getResponseBody().write(other, HALF, 400_000);
                } else {
                    server.send(exchange, Integer.MAX_VALUE);
                }
            });
            moveOrigin(server.file());
            fetch(server.file(), limits(3));
        }
        assertThat(file()).hasBinaryContent(other);
    }

    @ParameterizedTest
    @CsvSource({"another address, true", "an origin that is broken, false"})
    void a_beginning_that_nobody_vouches_for_is_not_continued(String what, boolean keepOrigin) throws Exception {
        leaveHalf();
        try (FileServer server = FileServer.serving(CONTENT)) {
            if (!keepOrigin) {
                Files.writeString(folder.resolve("file.part.from"), "no origin");
            }
            fetch(server.file(), limits(1));
            assertThat(server.asked).singleElement().satisfies(headers -> assertThat(headers.containsKey("Range"))
                    .as(what)
                    .isFalse());
        }
        assertThat(file()).hasBinaryContent(CONTENT);
    }

    @Test
    void a_file_that_was_whole_but_not_yet_named_is_not_fetched_again() throws Exception {
        leaveHalf();
        Files.write(folder.resolve("file.part"), CONTENT);
        try (FileServer server = FileServer.serving(CONTENT)) {
            moveOrigin(server.file());
            fetch(server.file(), limits(1)); // the server says 416
            assertThat(server.asked).hasSize(1);
        }
        assertThat(file()).hasBinaryContent(CONTENT);
    }

    @Test
    void more_than_the_server_has_is_thrown_away_and_fetched_again() throws Exception {
        leaveHalf();
        Files.write(folder.resolve("file.part"), bytes(3, CONTENT.length + 7));
        try (FileServer server = FileServer.serving(CONTENT)) {
            moveOrigin(server.file());
            fetch(server.file(), limits(3));
        }
        assertThat(file()).hasBinaryContent(CONTENT);
    }

    @Test
    void a_server_that_stalls_is_given_up_and_what_came_is_kept() throws Exception {
        try (FileServer server = new FileServer(CONTENT)) {
            server.on("/file", exchange -> {
                server.send(exchange, 1000);
                server.hang();
            });
            assertRefused(server.file(), limits(2), "download-stalled", "2000 bytes are kept");
            assertThat(server.asked).hasSize(2);
        }
        assertThat(file()).doesNotExist();
        assertThat(folder.resolve("file.part")).hasSize(2000);
    }

    @Test
    void a_server_that_drips_is_given_up() throws Exception {
        try (FileServer server = new FileServer(CONTENT)) {
            server.on("/file", exchange -> {
                exchange.sendResponseHeaders(200, CONTENT.length);
                for (byte each : CONTENT) {
                    exchange.getResponseBody().write(each);
                    exchange.getResponseBody().flush();
                    pause(50);
                }
            });
            assertRefused(server.file(), limits(1), "download-stalled", "sends too little");
        }
    }

    @Test
    void a_server_that_refuses_connections_is_tried_and_given_up() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertRefused(
                URI.create("http://127.0.0.1:" + port + "/file"), limits(2), "download-broken", "Connection refused");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_server_that_is_busy_is_asked_again() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        try (FileServer server = new FileServer(CONTENT)) {
            server.on("/file", exchange -> {
                if (answers.incrementAndGet() < 3) {
                    exchange.sendResponseHeaders(503, -1);
                } else {
                    server.send(exchange, Integer.MAX_VALUE);
                }
            });
            fetch(server.file(), limits(3));
        }
        assertThat(file()).hasBinaryContent(CONTENT);
    }

    @ParameterizedTest
    @CsvSource({"404, download-not-found", "410, download-not-found", "403, download-refused", "204, download-refused"})
    void a_refusal_is_told_at_once(int status, String code) throws Exception {
        try (FileServer server = new FileServer(CONTENT)) {
            server.on("/file", exchange -> exchange.sendResponseHeaders(status, -1));
            assertRefused(server.file(), limits(3), code, server.file().toString());
            assertThat(server.asked).hasSize(1);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_file_of_another_length_than_expected_is_refused_before_it_comes() throws Exception {
        try (FileServer server = FileServer.serving(CONTENT)) {
            assertThatThrownBy(() -> download(limits(3)).fetch(server.file(), file(), OptionalLong.of(999)))
                    .isInstanceOfSatisfying(
                            ModelException.class, e -> assertThat(e.code()).isEqualTo("download-wrong-length"))
                    .hasMessageContaining("1000000 bytes, but 999");
            assertThat(server.asked).hasSize(1);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void data_without_end_is_refused_and_not_kept(boolean lengthIsSaid) throws Exception {
        try (FileServer server = new FileServer(CONTENT)) {
            server.on("/file", exchange -> {
                exchange.sendResponseHeaders(200, lengthIsSaid ? Long.MAX_VALUE : 0);
                while (true) { // until the other side has enough
                    exchange.getResponseBody().write(CONTENT);
                }
            });
            assertRefused(server.file(), limits(3), "download-too-large", "at most 2000000");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void redirects_are_followed_to_the_file() throws Exception {
        try (FileServer server = FileServer.serving(CONTENT)) {
            server.on("/old", exchange -> redirect(exchange, 301, "/older"));
            server.on(
                    "/older", exchange -> redirect(exchange, 307, server.file().toString()));
            fetch(server.address("/old"), limits(1));
        }
        assertThat(file()).hasBinaryContent(CONTENT);
    }

    @ParameterizedTest
    @CsvSource({
        "/a, in a circle",
        "/b1, once more",
        "ftp://127.0.0.1/file, allowed is the same scheme",
        "file:///etc/passwd, allowed is the same scheme",
        "'ht tp:', which is no address"
    })
    void redirects_that_lead_nowhere_are_refused(String location, String why) throws Exception {
        try (FileServer server = new FileServer(CONTENT)) {
            server.on("/a", exchange -> redirect(exchange, 302, location));
            server.on(
                    "/b",
                    exchange -> redirect(exchange, 302, exchange.getRequestURI().getPath() + "1"));
            assertRefused(server.address("/a"), limits(3), "download-redirected", why);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com/file", "file:///etc/passwd", "model.tflite", "http:/file"})
    void what_is_no_address_of_the_web_is_refused(String address) {
        assertRefused(URI.create(address), limits(1), "bad-address", "http://");
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        server.start();
        try {
            URI secure = URI.create(
                    "https://127.0.0.1:%d/file".formatted(server.getAddress().getPort()));
            assertRefused(secure, limits(3), "download-insecure", "cannot be trusted");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_disk_without_room_is_told_before_anything_comes() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", disk.toString()),
                "mounting a small disk needs root");
        try (FileServer server = FileServer.serving(CONTENT)) {
            server.on("/chunked", exchange -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(CONTENT);
            });
            for (String path : List.of("/file", "/chunked")) {
                assertThatThrownBy(() -> download(limits(2))
                                .fetch(server.address(path), disk.resolve("file"), OptionalLong.empty()))
                        .isInstanceOfSatisfying(
                                ModelException.class,
                                e -> assertThat(e.code()).as(path).isEqualTo("disk-full"))
                        .hasMessageContaining("make room");
            }
        } finally {
            run("umount", disk.toString());
        }
    }

    /** A first call that got half and was then killed. */
    private void leaveHalf() throws Exception {
        try (FileServer server = new FileServer(CONTENT)) {
            AtomicInteger answers = new AtomicInteger();
            server.on("/file", exchange -> {
                if (answers.incrementAndGet() == 1) {
                    server.send(exchange, HALF);
                } else {
                    exchange.sendResponseHeaders(403, -1);
                }
            });
            assertRefused(server.file(), limits(2), "download-refused", "403");
        }
    }

    /** The next server of a test has another port, but is meant to be the same. */
    private void moveOrigin(URI to) throws IOException {
        Path origin = folder.resolve("file.part.from");
        List<String> lines = Files.readAllLines(origin);
        Files.write(origin, List.of(to.toString(), lines.getLast()));
    }

    private Path file() {
        return folder.resolve("file");
    }

    private void fetch(URI from, DownloadLimits limits) throws InterruptedException {
        download(limits).fetch(from, file(), OptionalLong.empty());
    }

    private static Download download(DownloadLimits limits) {
        return new Download(limits, DownloadProgress.NONE);
    }

    private static DownloadLimits limits(int attempts) {
        return new DownloadLimits(MOST, Duration.ofSeconds(5), Duration.ofMillis(700), attempts, Duration.ZERO, 2);
    }

    private void assertRefused(URI from, DownloadLimits limits, String code, String words) {
        assertThatThrownBy(() -> fetch(from, limits))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }

    private static void redirect(HttpExchange exchange, int status, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(status, -1);
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] bytes(long seed, int count) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private SSLContext selfSigned() throws Exception {
        Path keys = folder.resolveSibling(folder.getFileName() + ".p12");
        char[] password = "password".toCharArray();
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        assertThat(run(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-storepass",
                        "password",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString()))
                .isTrue();
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(KeyStore.getInstance(keys.toFile(), password), password);
        Files.delete(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }
}
