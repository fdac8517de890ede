package dev.spotter.ota.tuf;

import dev.spotter.ota.UpdateException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The client of The Update Framework. A {@link #refresh} asks the repository what is new, believes of it what is signed
 * as it must be, stores that at once, and gives access to the targets. What was believed before stays where a refresh
 * fails.
 */
public final class TufClient {
    private final MetadataStore store;
    private final Fetcher fetcher;
    private final ClientLimits limits;
    private final InstantSource clock;
    private final LongFunction<Instant> floor;

    /** A client whose only floor under the clock is what trusted metadata says. */
    public TufClient(MetadataStore store, Fetcher fetcher) {
        this(store, fetcher, ClientLimits.USUAL, InstantSource.system(), Instant.MIN);
    }

    /**
     * A client.
     *
     * @param clock of the device, which may be wrong
     * @param floor a time before which it cannot be, such as when the program was built or when the device last ran
     */
    public TufClient(MetadataStore store, Fetcher fetcher, ClientLimits limits, InstantSource clock, Instant floor) {
        this(store, fetcher, limits, clock, _ -> floor);
    }

    /**
     * As above.
     *
     * @param floor the same, by the version of the root that counts
     */
    public TufClient(
            MetadataStore store,
            Fetcher fetcher,
            ClientLimits limits,
            InstantSource clock,
            LongFunction<Instant> floor) {
        this.store = store;
        this.fetcher = fetcher;
        this.limits = limits;
        this.clock = clock;
        this.floor = floor;
    }

    /**
     * Gives a device the root that it trusts from the start. Nothing is fetched.
     *
     * @throws UpdateException {@code no-trusted-root} where it is not signed by its own keys
     */
    public static void init(MetadataStore store, byte[] root) {
        new TrustedMetadata(root, Instant.MIN);
        store.write(Root.ROLE, root);
    }

    /**
     * Brings the top-level metadata up to date.
     *
     * @throws UpdateException where anything could not be had or was refused; what was accepted before that is stored
     */
    public TrustedTargets refresh() {
        byte[] root = store.read(Root.ROLE, limits.rootBytes())
                .orElseThrow(() -> new UpdateException(
                        "no-trusted-root",
                        "there is no root in %s; give the device one with init".formatted(store.folder())));
        TrustedMetadata trusted = new TrustedMetadata(root, clock.instant());
        rotateRoot(trusted);
        trusted.notBefore(floor.apply(trusted.root().version()));
        store.read(Timestamp.ROLE, limits.timestampBytes()).ifPresent(trusted::recallTimestamp);
        trusted.requireFreshRoot();
        updateTimestamp(trusted);
        updateSnapshot(trusted);
        TrustedTargets targets = new TrustedTargets(trusted, store, fetcher, limits);
        targets.topLevel();
        return targets;
    }

    private void rotateRoot(TrustedMetadata trusted) {
        for (int rotations = 0; ; rotations++) {
            Optional<byte[]> next =
                    fetcher.metadata("%d.root.json".formatted(trusted.root().version() + 1), limits.rootBytes());
            if (next.isEmpty()) {
                return;
            }
            if (rotations == limits.rootRotations()) {
                throw new UpdateException(
                        "too-many-rotations",
                        "root is more than %d versions ahead; it is at version %d now, refresh again to go on"
                                .formatted(rotations, trusted.root().version()));
            }
            trusted.rotate(next.get());
            store.write(Root.ROLE, next.get());
        }
    }

    private void updateTimestamp(TrustedMetadata trusted) {
        byte[] bytes = fetcher.metadata("timestamp.json", limits.timestampBytes())
                .orElseThrow(() -> TrustedTargets.missing("timestamp.json"));
        if (trusted.timestamp(bytes)) {
            store.write(Timestamp.ROLE, bytes);
        }
    }

    private void updateSnapshot(TrustedMetadata trusted) {
        Optional<byte[]> known = store.read(Snapshot.ROLE, limits.snapshotBytes());
        if (known.isPresent() && trusted.recallSnapshot(known.get())) {
            return;
        }
        MetaFile meta = trusted.snapshotMeta();
        String name =
                trusted.root().consistentSnapshot() ? "%d.snapshot.json".formatted(meta.version()) : "snapshot.json";
        byte[] bytes = fetcher.metadata(name, meta.limit("the snapshot", limits.snapshotBytes()))
                .orElseThrow(() -> TrustedTargets.missing(name));
        trusted.snapshot(bytes);
        store.write(Snapshot.ROLE, bytes);
    }
}
