package dev.spotter.ota.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spotter.SharedFiles;
import dev.spotter.WebServer;
import dev.spotter.model.DigitPackage;
import dev.spotter.model.ModelPackage;
import dev.spotter.ota.tuf.SignatureScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reference client takes what we make. It needs a Python with {@code tuf} (pip install tuf==7.0.0): the one that
 * {@code SPOTTER_TUF_PYTHON} names, else {@code python3}.
 */
class PythonTufTest {
    @TempDir
    Path folder;

    @Test
    void python_tuf_follows_our_roots_and_downloads_our_targets() throws Exception {
        String python = Optional.ofNullable(System.getenv("SPOTTER_TUF_PYTHON")).orElse("python3");
        assumeTrue(
                run(List.of(python, "-c", "import tuf.ngclient"), folder.resolve("import.log")) == 0,
                "skipped: no python-tuf (pip install tuf==7.0.0, and name that Python in SPOTTER_TUF_PYTHON)");
        Workspace workspace = publishTwoRoots(Instant.now());
        Path metadata = Files.createDirectories(folder.resolve("metadata"));
        Path targets = Files.createDirectories(folder.resolve("targets"));
        String version = ModelPackage.read(folder.resolve("digits")).version();
        Path log = folder.resolve("client.log");
        try (WebServer server = WebServer.start()) {
            server.putFolder("/", workspace.published());

            List<String> command = new ArrayList<>(List.of(
                    python,
                    SharedFiles.home()
                            .resolve("src/test/resources/dev/spotter/ota/repository/python_tuf_client.py")
                            .toString(),
                    metadata.toString(),
                    targets.toString(),
                    workspace.published().resolve("metadata/1.root.json").toString(),
                    server.uri("/").toString()));
            command.addAll(
                    List.of("channels/stable.json", "sets/a.json", "packages/digits/%s/model.yaml".formatted(version)));
            assertThat(run(command, log)).as(Files.readString(log)).isZero();
        }
        try (var files = Files.list(targets)) {
            assertThat(files).hasSize(3);
        }
    }

    private Workspace publishTwoRoots(Instant now) throws IOException {
        SigningKey ecdsa = SigningKey.generate(SignatureScheme.ECDSA_P256);
        SigningKey rsa = SigningKey.generate(SignatureScheme.RSA_PSS);
        SigningKey ed25519 = SigningKey.generate(SignatureScheme.ED25519);
        SigningKey next = SigningKey.generate(SignatureScheme.ED25519);
        RootDraft root =
                RootChange.first(List.of(ecdsa.key(), rsa.key()), 2, List.of(ed25519.key()), List.of(rsa.key()), now);
        Workspace workspace = Workspace.create(folder.resolve("gym"), root, now);
        Path digits = DigitPackage.write(folder, "digits");
        PublishedSet set = new PublishedSet(
                "a",
                "größer",
                List.of(digits),
                Optional.empty(),
                List.of("x86_64"),
                Optional.empty(),
                Optional.empty());
        SetAddition.add(workspace, set, "stable", now);
        Publication.publish(workspace, List.of(ecdsa, rsa, ed25519), now, Duration.ofDays(1));
        RootChange.add(workspace, "root", next.key(), OptionalInt.of(3), now);
        Publication.publish(workspace, List.of(ecdsa, rsa, next), now, Duration.ofDays(1));
        return workspace;
    }

    private static int run(List<String> command, Path log) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1; // there is no such program
        }
    }
}
