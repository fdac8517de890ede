package dev.spotter.ota.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spotter.ServerCertificate;
import dev.spotter.WebServer;
import dev.spotter.model.transfer.Transfer;
import dev.spotter.model.transfer.TransferLimits;
import dev.spotter.model.transfer.TransferProgress;
import dev.spotter.ota.UpdateException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client and a real server, folder or stick; what goes wrong on the way changes nothing that is believed. */
class RepositoryFetcherTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration IMPATIENT = Duration.ofMillis(200);

    @TempDir
    Path folder;

    private final byte[] content = new byte[200_000];
    private TestRepository repository;
    private MetadataStore store;
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        new Random(5).nextBytes(content);
        repository = new TestRepository();
        repository.put("targets", "models/a b#c?d.zip", content);
        repository.publish();
        store = new MetadataStore(folder.resolve("metadata"));
        TufClient.init(store, repository.firstRoot());
        server = WebServer.start();
        repository.serve(server);
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
    }

    @Test
    void metadata_and_targets_come_from_a_web_server_by_the_least_requests() {
        assertThat(update(fetcher(server))).hasBinaryContent(content);
        assertThat(server.requests())
                .containsExactly(
                        "/metadata/2.root.json",
                        "/metadata/timestamp.json",
                        "/metadata/2.snapshot.json",
                        "/metadata/2.targets.json",
                        "/targets/models/%s.a%%20b%%23c%%3Fd.zip".formatted(TestRepository.sha256(content)));
    }

    @Test
    void https_is_spoken_with_a_server_that_is_trusted() throws Exception {
        SSLContext context = ServerCertificate.make(folder).context();
        try (WebServer safe = WebServer.startTls(context)) {
            repository.serve(safe);

            assertThat(refusal(() -> update(fetcher(safe)))).isEqualTo("tls-refused");
            assertThat(update(fetcher(safe, PATIENT, context))).hasBinaryContent(content);
        }
    }

    @Test
    void a_folder_or_a_stick_serves_as_well() {
        Path stick = folder.resolve("stick");
        repository.write(stick);
        RepositoryFetcher fetcher = fetcher(stick.toUri());

        assertThat(update(fetcher)).hasBinaryContent(content);
    }

    @Test
    void a_stick_that_was_pulled_out_is_a_repository_without_a_timestamp() {
        assertThat(refusal(() -> update(fetcher(folder.resolve("pulled-out").toUri()))))
                .isEqualTo("missing-metadata");
    }

    @Test
    void a_role_name_does_not_lead_out_of_a_stick() throws IOException {
        Path stick = folder.resolve("stick");
        repository.consistent = false;
        repository.delegate("targets", "../elsewhere", false, "*");
        repository.publishRoot();
        repository.publish();
        repository.write(stick);
        Files.write(stick.resolve("elsewhere.json"), repository.metadata.get("..%2Felsewhere.json"));

        TrustedTargets targets = client(fetcher(stick.toUri())).refresh();

        assertThat(refusal(() -> targets.find("pose"))).isEqualTo("missing-metadata");
    }

    @ParameterizedTest
    @CsvSource({
        "500, server-error",
        "503, server-error",
        "429, server-error",
        "401, refused-by-server",
        "404, missing-metadata"
    })
    void a_server_in_trouble_changes_nothing(int status, String code) {
        update(fetcher(server));
        repository.publish();
        repository.serve(server);
        for (String file : new String[] {"timestamp.json", "3.snapshot.json", "3.targets.json"}) {
            server.answer("/metadata/" + file, WebServer.status(status));
            assertThat(refusal(() -> update(fetcher(server)))).isEqualTo(code);
            repository.serve(server);
        }
        assertThat(update(fetcher(server))).hasBinaryContent(content);
    }

    @Test
    void a_root_that_cannot_be_asked_for_is_not_taken_for_the_last_one() {
        server.answer("/metadata/2.root.json", WebServer.status(500));

        assertThat(refusal(() -> update(fetcher(server)))).isEqualTo("server-error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.root.json", "timestamp.json", "2.snapshot.json", "2.targets.json"})
    void endless_and_stalled_metadata_end_within_the_limits(String file) {
        server.answer("/metadata/" + file, WebServer.endless("[[[[[[[[".getBytes()));
        assertThat(refusal(() -> update(fetcher(server)))).isEqualTo("length-exceeded");

        server.answer("/metadata/" + file, server.stall(new byte[100], 10));
        assertThat(refusal(() -> update(impatient()))).isEqualTo("stalled");
    }

    @Test
    void redirects_are_followed_within_the_limit() {
        byte[] timestamp = repository.metadata.get("timestamp.json");
        server.put("/moved", timestamp);
        server.answer("/metadata/timestamp.json", WebServer.redirect("/moved"));
        assertThat(update(fetcher(server))).hasBinaryContent(content);

        server.answer("/metadata/timestamp.json", WebServer.redirect("timestamp.json"));
        assertThat(refusal(() -> update(fetcher(server)))).isEqualTo("too-many-redirects");
    }

    @Test
    void a_target_that_broke_off_is_gone_on_with_by_the_next_run_and_is_not_seen_before() throws IOException {
        String address = "/targets/models/%s.a%%20b%%23c%%3Fd.zip".formatted(TestRepository.sha256(content));
        server.answer(address, server.stall(content, 150_000));
        assertThat(refusal(() -> update(impatient()))).isEqualTo("stalled");
        try (var visible = Files.list(folder.resolve("targets"))) {
            assertThat(visible.filter(file -> !file.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }

        server.put(address, content);
        assertThat(update(fetcher(server))).hasBinaryContent(content);
        assertThat(server.requests()).last().isEqualTo(address + " bytes=150000-");
    }

    @Test
    void a_part_of_another_version_is_not_kept() throws IOException {
        Path parts = Files.createDirectories(folder.resolve("targets/.parts"));
        Files.write(parts.resolve("0".repeat(64) + ".part"), content);

        update(fetcher(server));

        assertThat(parts).isEmptyDirectory();
    }

    @Test
    void a_target_that_was_swapped_leaves_the_old_file() {
        Path file = update(fetcher(server));
        byte[] better = content.clone();
        better[0]++;
        repository.put("targets", "models/a b#c?d.zip", better);
        repository.publish();
        repository.serve(server);
        byte[] evil = better.clone();
        evil[1]++;
        server.put("/targets/models/%s.a%%20b%%23c%%3Fd.zip".formatted(TestRepository.sha256(better)), evil);

        assertThat(refusal(() -> update(fetcher(server)))).isEqualTo("hash-mismatch");
        assertThat(file).hasBinaryContent(content);
    }

    private Path update(RepositoryFetcher fetcher) {
        try (fetcher) {
            TrustedTargets targets = client(fetcher).refresh();
            return targets.download(
                    targets.find("models/a b#c?d.zip").orElseThrow(),
                    new TargetFolder(folder.resolve("targets")),
                    TransferProgress.NONE);
        }
    }

    private TufClient client(RepositoryFetcher fetcher) {
        return new TufClient(store, fetcher, ClientLimits.USUAL, () -> TestRepository.NOW, Instant.MIN);
    }

    private static RepositoryFetcher fetcher(WebServer server) {
        return fetcher(server, PATIENT, null);
    }

    /** For servers that fall silent. */
    private RepositoryFetcher impatient() {
        return fetcher(server, IMPATIENT, null);
    }

    private static RepositoryFetcher fetcher(WebServer server, Duration silence, SSLContext trust) {
        TransferLimits limits = new TransferLimits(
                PATIENT, silence, 1, PATIENT, Duration.ofMinutes(1), 3, 2, Duration.ofMillis(10), 0, 0);
        return new RepositoryFetcher(
                server.uri("/metadata/").toString(),
                server.uri("/targets").toString(),
                new Transfer(limits, trust),
                new Transfer(limits, trust));
    }

    private static RepositoryFetcher fetcher(URI folder) {
        String base = folder.toString().endsWith("/") ? folder.toString() : folder + "/";
        return new RepositoryFetcher(base + "metadata", base + "targets");
    }

    private static String refusal(Runnable action) {
        return catchThrowableOfType(UpdateException.class, action::run).code();
    }
}
