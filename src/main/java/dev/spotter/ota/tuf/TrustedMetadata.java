package dev.spotter.ota.tuf;

import dev.spotter.ota.UpdateException;
import java.time.Instant;
import java.util.Optional;

/**
 * The rules of the client's workflow (specification 1.0.33, section 5), without network and disk: bytes come in, in the
 * order root, timestamp, snapshot, targets, and are believed or refused. What was believed before and lies on the disk is
 * <em>recalled</em>: it must still be signed by the keys that count now, but may have expired, and guards against older
 * metadata.
 *
 * <p>The time is fixed for one refresh: the clock's, but not before any floor that is known.
 */
public final class TrustedMetadata {
    private Instant now;
    private Root root;
    private Timestamp timestamp;
    private Snapshot snapshot;
    private boolean snapshotIsCurrent;

    /**
     * Begins with the root that is trusted.
     *
     * @param now when the refresh began
     * @throws UpdateException {@code no-trusted-root} where it is not even signed by its own keys
     */
    public TrustedMetadata(byte[] root, Instant now) {
        this.now = now;
        try {
            Envelope envelope = Envelope.read("the trusted root", root);
            Root read = Root.read(envelope);
            read.keysOf(Root.ROLE).requireSigned(envelope, "it");
            this.root = read;
        } catch (UpdateException e) {
            throw new UpdateException(
                    "no-trusted-root", "the device has no root that can be trusted: " + e.getMessage(), e);
        }
    }

    /** The root that counts now. */
    public Root root() {
        return root;
    }

    /** The time against which expiry is judged. */
    public Instant now() {
        return now;
    }

    /** It cannot be earlier than this. */
    void notBefore(Instant floor) {
        if (floor.isAfter(now)) {
            now = floor;
        }
    }

    /** The next root: signed by the keys of the last one and by its own. */
    void rotate(byte[] bytes) {
        String what = "root version %d".formatted(root.version() + 1);
        Envelope envelope = Envelope.read(what, bytes);
        root.keysOf(Root.ROLE).requireSigned(envelope, "root version %d".formatted(root.version()));
        Root next = Root.read(envelope);
        next.keysOf(Root.ROLE).requireSigned(envelope, "it");
        if (next.version() != root.version() + 1) {
            throw new UpdateException(
                    "version-mismatch",
                    "%s was asked for, but the file says version %d".formatted(what, next.version()));
        }
        root = next;
    }

    /** A timestamp from the disk, if today's keys still speak for it. */
    void recallTimestamp(byte[] bytes) {
        try {
            timestamp = readTimestamp(bytes);
            timestamp.signedAt().ifPresent(this::notBefore);
        } catch (UpdateException e) {
            timestamp = null;
        }
    }

    void requireFreshRoot() {
        root.requireFresh("root", now);
    }

    /**
     * A timestamp from the repository.
     *
     * @return whether it is a newer one; one of the same version is ignored, whatever it says
     */
    boolean timestamp(byte[] bytes) {
        Timestamp next = readTimestamp(bytes);
        if (timestamp != null) {
            if (next.version() < timestamp.version()) {
                throw rollback("the timestamp", next.version(), timestamp.version());
            }
            if (next.version() == timestamp.version()) {
                timestamp.requireFresh("the timestamp", now);
                return false;
            }
            if (next.snapshot().version() < timestamp.snapshot().version()) {
                throw rollback(
                        "the snapshot that the timestamp names",
                        next.snapshot().version(),
                        timestamp.snapshot().version());
            }
        }
        next.signedAt().ifPresent(this::notBefore);
        next.requireFresh("the timestamp", now);
        timestamp = next;
        return true;
    }

    private Timestamp readTimestamp(byte[] bytes) {
        Envelope envelope = Envelope.read("the timestamp", bytes);
        root.keysOf(Timestamp.ROLE).requireSigned(envelope, "root");
        return Timestamp.read(envelope);
    }

    /** Until when the newest timestamp is believed. */
    Instant validUntil() {
        return timestamp.expires();
    }

    /** What the timestamp says of the snapshot. */
    MetaFile snapshotMeta() {
        return timestamp.snapshot();
    }

    /**
     * A snapshot from the disk, if today's keys still speak for it.
     *
     * @return whether it is the one that the timestamp names, so that none need be fetched
     */
    boolean recallSnapshot(byte[] bytes) {
        try {
            snapshot = readSnapshot(bytes);
        } catch (UpdateException e) {
            snapshot = null;
            return false;
        }
        snapshotIsCurrent =
                snapshot.version() == snapshotMeta().version() && snapshotMeta().matches(bytes);
        if (snapshotIsCurrent) {
            snapshot.requireFresh("the snapshot", now);
        }
        return snapshotIsCurrent;
    }

    /** The snapshot that the timestamp names, from the repository. */
    void snapshot(byte[] bytes) {
        snapshotMeta().requireContent("the snapshot", bytes);
        Snapshot next = readSnapshot(bytes);
        snapshotMeta().requireVersion("the snapshot", next);
        if (snapshot != null) {
            next.requireNotBefore(snapshot);
        }
        next.requireFresh("the snapshot", now);
        snapshot = next;
        snapshotIsCurrent = true;
    }

    private Snapshot readSnapshot(byte[] bytes) {
        Envelope envelope = Envelope.read("the snapshot", bytes);
        root.keysOf(Snapshot.ROLE).requireSigned(envelope, "root");
        return Snapshot.read(envelope);
    }

    /** What the snapshot says of a targets role. */
    MetaFile targetsMeta(String role) {
        if (!snapshotIsCurrent) {
            throw new IllegalStateException("the snapshot comes before the targets");
        }
        Optional<MetaFile> meta = snapshot.of(role);
        return meta.orElseThrow(() -> new UpdateException(
                "role-not-in-snapshot",
                "the role '%s' is delegated to, but the snapshot does not list it".formatted(role)));
    }

    /**
     * Metadata of a targets role, from disk or repository. Judged anew for each way that leads to it: what one delegator's
     * keys speak for, another's need not.
     *
     * @param keys by which whoever delegates to it wants it signed
     * @param delegator who that is
     */
    Targets targets(String role, byte[] bytes, RoleKeys keys, String delegator) {
        String what = "the role '%s'".formatted(role);
        MetaFile meta = targetsMeta(role);
        meta.requireContent(what, bytes);
        Envelope envelope = Envelope.read(what, bytes);
        keys.requireSigned(envelope, delegator);
        Targets targets = Targets.read(envelope);
        meta.requireVersion(what, targets);
        targets.requireFresh(what, now);
        return targets;
    }

    private static UpdateException rollback(String what, long version, long seen) {
        return new UpdateException(
                "rollback", "%s has version %d, but version %d was seen already".formatted(what, version, seen));
    }
}
