package dev.spotter.ota.tuf;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.spotter.WebServer;
import dev.spotter.model.transfer.HashAlgorithm;
import dev.spotter.model.transfer.TransferException;
import dev.spotter.model.transfer.TransferProgress;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.repository.Draft;
import dev.spotter.ota.repository.RootDraft;
import dev.spotter.ota.repository.SigningKey;
import dev.spotter.ota.repository.SnapshotDraft;
import dev.spotter.ota.repository.TargetsDraft;
import dev.spotter.ota.repository.TimestampDraft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A repository that a test makes, changes and serves: from memory, from a web server, or from a folder. It is well behaved
 * until the test replaces what it serves.
 */
public final class TestRepository implements Fetcher {
    public static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
    public static final Instant LATER = NOW.plusSeconds(30L * 24 * 3600);

    /** What is served: names as in addresses. */
    public final Map<String, byte[]> metadata = new TreeMap<>();

    public final Map<String, byte[]> files = new TreeMap<>();
    final List<String> requests = new ArrayList<>();

    public final RootDraft root;
    public final TimestampDraft timestamp;
    public final SnapshotDraft snapshot;
    public final Map<String, TargetsDraft> roles = new LinkedHashMap<>();
    public final Map<String, List<SigningKey>> keys = new HashMap<>();
    boolean consistent = true;

    private final Instant expires;

    /** For tests whose clock says {@link #NOW}. */
    TestRepository() {
        this(SignatureScheme.ED25519, LATER);
    }

    public TestRepository(SignatureScheme scheme, Instant expires) {
        this.expires = expires;
        root = new RootDraft(expires);
        timestamp = new TimestampDraft(expires);
        snapshot = new SnapshotDraft(expires);
        Root.TOP_LEVEL.forEach(role -> {
            SigningKey key = SigningKey.generate(scheme);
            keys.put(role, new ArrayList<>(List.of(key)));
            root.addKey(role, key.key());
        });
        roles.put(Targets.ROLE, new TargetsDraft(expires));
        publishRoot();
        publish();
    }

    public TargetsDraft targets() {
        return roles.get(Targets.ROLE);
    }

    /** The root that devices are given. */
    public byte[] firstRoot() {
        return metadata.get("1.root.json");
    }

    /** Adds a delegated role with a key of its own, and has the delegator delegate to it. */
    SigningKey addRole(String role) {
        SigningKey key = SigningKey.generate(SignatureScheme.ED25519);
        roles.put(role, new TargetsDraft(expires));
        keys.put(role, new ArrayList<>(List.of(key)));
        return key;
    }

    /** A role that speaks for patterns of paths. */
    TargetsDraft delegate(String delegator, String role, boolean terminating, String... paths) {
        SigningKey key = addRole(role);
        roles.get(delegator).delegate(role, List.of(key.key()), 1, terminating, List.of(paths));
        return roles.get(role);
    }

    /** Offers a file in a role. */
    public void put(String role, String path, byte[] content) {
        Map<String, String> hashes = Map.of("sha256", sha256(content));
        roles.get(role).put(path, content.length, hashes, JsonNodeFactory.instance.objectNode());
        int name = path.lastIndexOf('/') + 1;
        files.put(path, content);
        files.put(path.substring(0, name) + sha256(content) + "." + path.substring(name), content);
    }

    public static String sha256(byte[] content) {
        return HexFormat.of().formatHex(HashAlgorithm.SHA256.digest().digest(content));
    }

    /** Signs and serves the root as it is now; the next one is a version on. */
    public void publishRoot() {
        root.consistentSnapshot(consistent);
        metadata.put("%d.root.json".formatted(root.version()), signed(Root.ROLE, root));
        root.bump();
    }

    /** Signs and serves all other metadata, each a version on. */
    public void publish() {
        roles.forEach((role, draft) -> {
            byte[] bytes = signed(role, draft);
            serve(FileNames.quoted(role), draft.version(), bytes);
            snapshot.put(role, draft.version(), bytes);
            draft.bump();
        });
        publishSnapshot();
    }

    public void publishSnapshot() {
        byte[] bytes = signed(Snapshot.ROLE, snapshot);
        serve(Snapshot.ROLE, snapshot.version(), bytes);
        timestamp.snapshot(snapshot.version(), bytes);
        snapshot.bump();
        publishTimestamp();
    }

    public void publishTimestamp() {
        metadata.put("timestamp.json", signed(Timestamp.ROLE, timestamp));
        timestamp.bump();
    }

    private void serve(String role, long version, byte[] bytes) {
        metadata.put(consistent ? version + "." + role + ".json" : role + ".json", bytes);
    }

    byte[] signed(String role, Draft draft) {
        draft.signed();
        keys.get(role).forEach(draft::sign);
        return draft.bytes();
    }

    /** A new key for a top-level role instead of its old ones. */
    public void rotate(String role) {
        keys.get(role).forEach(old -> root.removeKey(role, old.key().id()));
        SigningKey key = SigningKey.generate(SignatureScheme.ED25519);
        root.addKey(role, key.key());
        keys.put(role, new ArrayList<>(List.of(key)));
    }

    TufClient client(MetadataStore store) {
        return client(store, ClientLimits.USUAL);
    }

    TufClient client(MetadataStore store, ClientLimits limits) {
        return new TufClient(store, this, limits, () -> NOW, Instant.MIN);
    }

    /** Serves it from a web server below {@code /metadata/} and {@code /targets/}. */
    public void serve(WebServer server) {
        metadata.forEach((name, bytes) -> server.put("/metadata/" + name, bytes));
        files.forEach((name, bytes) -> server.put("/targets/" + FileNames.quotedPath(name), bytes));
    }

    /** Writes it as a folder, as it lies on a stick. */
    public void write(Path folder) {
        metadata.forEach((name, bytes) -> write(folder.resolve("metadata").resolve(name), bytes));
        files.forEach((name, bytes) -> write(folder.resolve("targets").resolve(name), bytes));
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<byte[]> metadata(String name, long most) {
        requests.add(name);
        byte[] bytes = metadata.get(name);
        if (bytes != null && bytes.length > most) {
            throw new UpdateException("length-exceeded", name);
        }
        return Optional.ofNullable(bytes);
    }

    @Override
    public void target(String path, TargetFile target, Path part, Path file, TransferProgress progress) {
        requests.add(path);
        try {
            target.content().check(path, files.get(path));
        } catch (TransferException e) {
            throw new UpdateException(e.code(), e.getMessage(), e);
        }
        write(file, files.get(path));
    }
}
