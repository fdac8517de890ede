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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A technician's repository as {@code spotter repo} makes it, with keys that live as long as the test. */
public final class GymRepository {
    private final Path folder;
    private final Workspace workspace;
    private final Instant now;
    private final SigningKey root = SigningKey.generate(SignatureScheme.ED25519);
    private final SigningKey targets = SigningKey.generate(SignatureScheme.ED25519);
    private final SigningKey online = SigningKey.generate(SignatureScheme.ED25519);

    /** Made in a folder that is not there yet, all signatures made at this time and good for a fortnight. */
    public GymRepository(Path folder, Instant now) {
        this.folder = folder;
        this.now = now;
        workspace = Workspace.create(
                folder.resolve("gym"),
                RootChange.first(List.of(root.key()), 1, List.of(targets.key()), List.of(online.key()), now),
                now);
    }

    /**
     * Publishes a set that devices on the channel want from now on. It has two packages, {@code counter} and {@code form},
     * whose models are none; give each a new version where its content is another one.
     */
    public void publish(String set, String counter, String form) {
        publish(set, List.of(example("counter", counter), example("form", form)), List.of(), Optional.empty());
    }

    /** Publishes a set of these folders, for some hardware and versions only. */
    public void publish(String set, List<Path> folders, List<String> hardware, Optional<String> agentLeast) {
        SetAddition.add(
                workspace,
                new PublishedSet(set, "", folders, Optional.empty(), hardware, agentLeast, Optional.empty()),
                "stable",
                now);
        renew(now);
    }

    /** When all was signed. */
    public Instant signed() {
        return now;
    }

    /** Signs what is there anew. */
    public void renew(Instant when) {
        Publication.publish(workspace, List.of(root, targets, online), when, Duration.ofDays(14));
    }

    /** A package whose files depend on its name and version. */
    public Path example(String name, String version) {
        return ExamplePackage.write(folder.resolve("packages-" + version), name, yaml -> yaml.replace("1.2.3", version)
                .replace("an example", "an example of " + version));
    }

    /** The folder to serve, or to put on a stick. */
    public Path served() {
        return workspace.published();
    }

    /** Its path. */
    public String address() {
        return served().toString();
    }

    /** The root that devices are given. */
    public Path root() {
        return served().resolve("metadata/1.root.json");
    }

    /** The path below which a web server offers a target, found by a part of its package's path and by its end. */
    String target(String packagePath, String end) throws IOException {
        try (Stream<Path> all = Files.walk(served())) {
            return all.map(file -> "/" + served().relativize(file))
                    .filter(path -> path.contains(packagePath) && path.endsWith(end))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
