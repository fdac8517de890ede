package dev.spotter.ota.device;

import dev.spotter.model.ExamplePackage;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A repository as a technician publishes it, with sets of packages whose models are no models, for trials that do not mind. */
final class SmallRepository {
    static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");

    private final SigningKey root = SigningKey.generate(SignatureScheme.ED25519);
    private final SigningKey targets = SigningKey.generate(SignatureScheme.ED25519);
    private final SigningKey online = SigningKey.generate(SignatureScheme.ED25519);
    private final Path folder;
    private final Workspace workspace;

    /** @param folder to make it in */
    SmallRepository(Path folder) {
        this.folder = folder;
        workspace = Workspace.create(
                folder.resolve("gym"),
                RootChange.first(List.of(root.key()), 1, List.of(targets.key()), List.of(online.key()), NOW),
                NOW);
    }

    /**
     * Publishes a set, which the usual channel points to from now on.
     *
     * @param packages name, version and bytes of the model, such as {@code pose 1.0.0 90000}
     */
    void publish(String set, String... packages) throws IOException {
        List<Path> folders = new ArrayList<>();
        for (String one : packages) {
            String[] parts = one.split(" ");
            folders.add(write(folder.resolve(set), parts[0], parts[1], Integer.parseInt(parts[2])));
        }
        publish(set, folders);
    }

    /** The same with packages that are there. */
    void publish(String set, List<Path> folders) {
        SetAddition.add(
                workspace,
                new PublishedSet(
                        set, "a set", folders, Optional.empty(), List.of(), Optional.empty(), Optional.empty()),
                UpdateConfiguration.USUAL_CHANNEL,
                NOW);
        Publication.publish(workspace, List.of(root, targets, online), NOW, Duration.ofDays(14));
    }

    /** The same name, version and size is the same package. */
    private static Path write(Path parent, String name, String version, int bytes) {
        Path place = parent.resolve(name);
        byte[] model = new byte[bytes];
        new Random(name.hashCode() + 31L * version.hashCode()).nextBytes(model);
        ExamplePackage.file(place.resolve("model.tflite"), model);
        ExamplePackage.file(place.resolve("golden/one.csv"), "x,y\n1,2\n3,4\n".getBytes());
        ExamplePackage.file(place.resolve("golden/one.out.csv"), "0.5,-0.5\n".getBytes());
        ExamplePackage.describe(place, ExamplePackage.DESCRIPTION.replace("1.2.3", version));
        return place;
    }

    /** What a web server serves. */
    Path published() {
        return workspace.published();
    }

    /** The root that devices trust from the start. */
    Path root() {
        return workspace.published().resolve("metadata/1.root.json");
    }

    /** Bytes of all that is published. */
    long bytes() throws IOException {
        try (var files = Files.walk(workspace.published())) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
