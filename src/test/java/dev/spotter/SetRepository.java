package dev.spotter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.ota.repository.Publication;
import dev.spotter.ota.repository.PublishedSet;
import dev.spotter.ota.repository.RootChange;
import dev.spotter.ota.repository.SetAddition;
import dev.spotter.ota.repository.SigningKey;
import dev.spotter.ota.repository.Workspace;
import dev.spotter.ota.tuf.SignatureScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A technician's repository with sets of the shipped exercise ensemble: a later version of one member, and the ensemble that asks for it. */
public final class SetRepository {
    private static final Path SHIPPED = SharedFiles.home().resolve("models-tflite");
    private static final String MODEL = "exercise-cnn";
    private static final String EXAMPLE = "golden/squat.out.csv";

    private final Path folder;
    private final Workspace workspace;
    private final List<SigningKey> keys = Stream.generate(() -> SigningKey.generate(SignatureScheme.ED25519))
            .limit(3)
            .toList();

    /** @param folder where the technician works; it must be there */
    public SetRepository(Path folder) {
        this.folder = folder;
        Instant now = Instant.now();
        workspace = Workspace.create(
                folder.resolve("workspace"),
                RootChange.first(
                        List.of(keys.get(0).key()),
                        1,
                        List.of(keys.get(1).key()),
                        List.of(keys.get(2).key()),
                        now),
                now);
    }

    /** What a web server serves, or a stick carries. */
    public Path published() {
        return workspace.published();
    }

    /** The root that a device is given. */
    public Path root() {
        return published().resolve("metadata/1.root.json");
    }

    /** Publishes a set in which the model has this version; the channel points to it from now on. */
    public void publish(String set, String version) throws IOException {
        publish(set, folders(version));
    }

    /** The same with an ensemble that asks for a version of the model that is nowhere. */
    public void publishIncomplete(String set, String version) throws IOException {
        Path folders = folders(version);
        change(
                folders.resolve("exercise/ensemble.yaml"),
                "model: exercise-cnn, version: " + version,
                "model: exercise-cnn, version: 9.9.9");
        publish(set, folders);
    }

    /** The same with a model that calls each thing something else. */
    public void publishExchanged(String set, String version) throws IOException {
        Path folders = folders(version);
        change(
                folders.resolve(MODEL).resolve("model.yaml"),
                "labels: [bench, squat, dead, ohp, row, rest]",
                "labels: [squat, bench, ohp, dead, rest, row]");
        publish(set, folders);
    }

    /** The same with a model whose example is not what the model says. */
    public void publishBroken(String set, String version) throws Exception {
        Path folders = folders(version);
        Path example = folders.resolve(MODEL).resolve(EXAMPLE);
        String before = sha256(example);
        Files.writeString(example, Files.readString(example).replaceFirst("\n-?\\d", "\n7"));
        change(folders.resolve(MODEL).resolve("model.yaml"), before, sha256(example));
        publish(set, folders);
    }

    /** Has the channel point to a set that was published before. */
    public void publishAgain(String set) {
        SetAddition.point(workspace, "stable", set, Instant.now());
        publish();
    }

    private void publish() {
        Publication.publish(workspace, keys, Instant.now(), Duration.ofDays(1));
    }

    private void publish(String set, Path folders) {
        SetAddition.add(
                workspace,
                new PublishedSet(
                        set,
                        "for a test",
                        List.of(folders.resolve(MODEL), folders.resolve("exercise")),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()),
                "stable",
                Instant.now());
        publish();
    }

    private Path folders(String version) throws IOException {
        Path folders = folder.resolve(version);
        copy(SHIPPED.resolve(MODEL), folders.resolve(MODEL));
        copy(SHIPPED.resolve("exercise"), folders.resolve("exercise"));
        change(folders.resolve(MODEL).resolve("model.yaml"), "version: 2.0.0", "version: " + version);
        Path ensemble = folders.resolve("exercise/ensemble.yaml");
        change(ensemble, "version: 2.1.0", "version: " + version);
        change(ensemble, "model: exercise-cnn, version: 2.0.0", "model: exercise-cnn, version: " + version);
        return folders;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static void change(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private static String sha256(Path file) throws IOException, GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
