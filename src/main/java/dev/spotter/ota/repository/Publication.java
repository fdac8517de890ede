package dev.spotter.ota.repository;

import dev.spotter.model.transfer.TransferProgress;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.tuf.ClientLimits;
import dev.spotter.ota.tuf.Fetcher;
import dev.spotter.ota.tuf.MetadataStore;
import dev.spotter.ota.tuf.TargetFile;
import dev.spotter.ota.tuf.TufClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Signs what waits with the keys at hand, makes snapshot and timestamp, has a client of ours believe all of it, and only
 * then publishes it: what names comes after what is named, and the timestamp last.
 */
public final class Publication {
    private static final Duration SNAPSHOT = Duration.ofDays(90);
    private static final Duration RENEWED_BEFORE = Duration.ofDays(30);

    private final Workspace workspace;
    private final Collection<SigningKey> keys;
    private final Instant now;
    private final Duration timestampFor;

    // what is about to be published, in the order in which it is
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private Publication(Workspace workspace, Collection<SigningKey> keys, Instant now, Duration timestampFor) {
        this.workspace = workspace;
        this.keys = keys;
        this.now = now;
        this.timestampFor = timestampFor;
    }

    /**
     * Publishes.
     *
     * @param keys at hand; those of snapshot and timestamp must be among them
     * @param timestampFor how long devices believe that nothing newer is there
     * @return names of the files that were published
     * @throws UpdateException as a client, where devices would refuse it; {@code threshold-not-met} means that signatures
     *     are missing
     */
    public static List<String> publish(
            Workspace workspace, Collection<SigningKey> keys, Instant now, Duration timestampFor) {
        Publication publication = new Publication(workspace, keys, now, timestampFor);
        publication.make();
        publication.verify();
        publication.files.forEach(workspace::publish);
        workspace.clearStaged();
        return List.copyOf(publication.files.keySet());
    }

    private void make() {
        RootDraft root = root();
        Optional<TargetsDraft> targets = workspace.stagedTargets().map(file -> (TargetsDraft) Workspace.draft(file));
        targets.ifPresent(draft -> {
            sign(draft, root.keyIds("targets"));
            putOnce("%d.targets.json".formatted(draft.version()), draft.bytes());
        });
        if (targets.isPresent() || workspace.stagedRoot().isPresent() || snapshotAges()) {
            SnapshotDraft snapshot = new SnapshotDraft(now.plus(SNAPSHOT));
            snapshot.version(workspace.newest("snapshot").orElse(0) + 1);
            long version = targets.map(Draft::version)
                    .orElseGet(() -> workspace.newest("targets").orElseThrow());
            snapshot.put("targets", version, file("%d.targets.json".formatted(version)));
            sign(snapshot, root.keyIds("snapshot"));
            files.put("%d.snapshot.json".formatted(snapshot.version()), snapshot.bytes());
        }
        timestamp(root);
    }

    /** The root that counts from now on; its signatures may come from elsewhere, or from the keys at hand. */
    private RootDraft root() {
        OptionalLong published = workspace.newest("root");
        Optional<RootDraft> before = published.isPresent()
                ? Optional.of((RootDraft) Draft.read("root", file(published.getAsLong() + ".root.json")))
                : Optional.empty();
        Optional<Path> waiting = workspace.stagedRoot();
        if (waiting.isEmpty()) {
            return before.orElseThrow();
        }
        RootDraft root = (RootDraft) Workspace.draft(waiting.get());
        sign(root, root.keyIds("root"));
        before.ifPresent(old -> sign(root, old.keyIds("root")));
        putOnce("%d.root.json".formatted(root.version()), root.bytes());
        return root;
    }

    /** A version that is there was published before a kill; devices may have it, and it is not replaced. */
    private void putOnce(String name, byte[] bytes) {
        if (workspace.published(name).isEmpty()) {
            files.put(name, bytes);
        }
    }

    private void timestamp(RootDraft root) {
        long version = workspace
                .published("timestamp.json")
                .map(bytes -> Draft.read("timestamp", bytes).version())
                .orElse(0L);
        TimestampDraft timestamp = new TimestampDraft(now.plus(timestampFor));
        timestamp.version(version + 1);
        long snapshot = files.keySet().stream().anyMatch(name -> name.endsWith(".snapshot.json"))
                ? workspace.newest("snapshot").orElse(0) + 1
                : workspace.newest("snapshot").orElseThrow();
        timestamp.snapshot(snapshot, file("%d.snapshot.json".formatted(snapshot)));
        timestamp.signedAt(now);
        sign(timestamp, root.keyIds("timestamp"));
        files.put("timestamp.json", timestamp.bytes());
    }

    private boolean snapshotAges() {
        OptionalLong version = workspace.newest("snapshot");
        return version.isEmpty()
                || Draft.read("snapshot", file(version.getAsLong() + ".snapshot.json"))
                        .expires()
                        .isBefore(now.plus(RENEWED_BEFORE));
    }

    private void sign(Draft draft, List<String> keyIds) {
        keys.stream()
                .filter(key -> keyIds.contains(key.key().id()))
                .filter(key -> !draft.signers().contains(key.key().id()))
                .forEach(draft::sign);
    }

    private byte[] file(String name) {
        return new Overlay()
                .metadata(name, Long.MAX_VALUE)
                .orElseThrow(() -> new UpdateException("missing-metadata", "the repository lacks %s".formatted(name)));
    }

    /** What a device would say that was given the first root: it has seen nothing, so everything is looked at. */
    private void verify() {
        Path folder = temporary();
        try (MetadataStore store = new MetadataStore(folder)) {
            init(store);
            new TufClient(store, new Overlay(), ClientLimits.USUAL, () -> now, now).refresh();
        } finally {
            delete(folder);
        }
    }

    private void init(MetadataStore store) {
        try {
            TufClient.init(store, file("1.root.json"));
        } catch (UpdateException e) {
            throw new UpdateException(
                    "threshold-not-met",
                    "the first root cannot be published: %s; sign it with `spotter repo sign`"
                            .formatted(e.getCause().getMessage()),
                    e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("spotter-repo");
        } catch (IOException e) {
            throw Workspace.failed(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw Workspace.failed(folder, e);
        }
    }

    /** The repository as it will be. */
    private final class Overlay implements Fetcher {
        @Override
        public Optional<byte[]> metadata(String name, long most) {
            Optional<byte[]> bytes = Optional.ofNullable(files.get(name)).or(() -> workspace.published(name));
            bytes.filter(file -> file.length > most).ifPresent(file -> {
                throw new UpdateException(
                        "length-exceeded", "%s has %d bytes, devices take %d".formatted(name, file.length, most));
            });
            return bytes;
        }

        @Override
        public void target(String path, TargetFile target, Path part, Path file, TransferProgress progress) {
            throw new UnsupportedOperationException("only metadata is verified here");
        }
    }
}
