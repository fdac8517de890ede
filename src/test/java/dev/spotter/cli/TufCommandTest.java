package dev.spotter.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.WebServer;
import dev.spotter.ota.tuf.SignatureScheme;
import dev.spotter.ota.tuf.TestRepository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line of tuf-conformance: options before the subcommand, exit codes 0 and 1 and no other. */
class TufCommandTest {
    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();
    private WebServer server;
    private TestRepository repository;
    private Path root;

    @BeforeEach
    void start() throws IOException {
        server = WebServer.start();
        repository =
                new TestRepository(SignatureScheme.ECDSA_P256, Instant.now().plus(Duration.ofDays(1)));
        repository.put("targets", "models/pose", "pose".getBytes(UTF_8));
        repository.put("targets", "models/fall", "fall".getBytes(UTF_8));
        repository.publish();
        repository.serve(server);
        root = Files.write(folder.resolve("root.json"), repository.firstRoot());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_device_is_initialised_without_a_request_and_then_downloads() {
        assertThat(tuf("init", root.toString())).isZero();
        assertThat(server.requests()).isEmpty();

        assertThat(tuf("refresh")).isZero();
        assertThat(download("models/pose", "models/fall")).isZero();
        assertThat(folder.resolve("targets/models%2Fpose")).hasContent("pose");
        assertThat(folder.resolve("targets/models%2Ffall")).hasContent("fall");
    }

    @Test
    void the_first_target_that_cannot_be_had_ends_the_download() {
        tuf("init", root.toString());

        assertThat(download("models/pose", "models/none", "models/fall")).isOne();
        assertThat(err.toString()).contains("'models/none'").contains("[target-not-found]");
        assertThat(folder.resolve("targets/models%2Fpose")).exists();
        assertThat(folder.resolve("targets/models%2Ffall")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refresh",
                "download",
                "init",
                "init /no/such/file",
                "refresh --wrong",
                "wrong",
                "refresh superfluous",
                "--metadata-url http://[ refresh",
                "--metadata-url nowhere refresh",
                "--metadata-url http://localhost:1/ download"
            })
    void wrong_use_and_failures_exit_with_1(String arguments) {
        List<String> words = new ArrayList<>(
                List.of("tuf", "--metadata-dir", folder.resolve("metadata").toString()));
        words.addAll(List.of(arguments.split(" ")));

        assertThat(execute(words)).isOne();
        assertThat(err.toString()).isNotBlank().doesNotContain("something unforeseen");
    }

    @Test
    void a_root_that_is_no_root_is_not_stored() throws IOException {
        Files.writeString(root, "{}");

        assertThat(tuf("init", root.toString())).isOne();
        assertThat(folder.resolve("metadata/root.json")).doesNotExist();
    }

    private int download(String... targets) {
        List<String> words = new ArrayList<>();
        for (String target : targets) {
            words.addAll(List.of("--target-name", target));
        }
        words.addAll(List.of(
                "--target-dir",
                folder.resolve("targets").toString(),
                "--target-base-url",
                server.uri("/targets/").toString(),
                "download"));
        return tuf(words.toArray(String[]::new));
    }

    private int tuf(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                "tuf",
                "--metadata-url",
                server.uri("/metadata/").toString(),
                "--metadata-dir",
                folder.resolve("metadata").toString()));
        words.addAll(List.of(arguments));
        return execute(words);
    }

    private int execute(List<String> words) {
        return new CommandLine(new SpotterCommand())
                .setExecutionExceptionHandler(new FailureHandler())
                .setErr(new PrintWriter(err))
                .setOut(new PrintWriter(new StringWriter()))
                .execute(words.toArray(String[]::new));
    }
}
