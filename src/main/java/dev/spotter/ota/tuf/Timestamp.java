package dev.spotter.ota.tuf;

import java.time.Instant;
import java.util.Optional;

/**
 * Which snapshot is the newest. Signed often, so that a repository that is frozen in time is found out.
 *
 * @param signedAt when it was signed, where it says so ({@value #SIGNED_AT}, which is ours): a time before which it cannot
 *     be now
 */
public record Timestamp(long version, Instant expires, MetaFile snapshot, Optional<Instant> signedAt)
        implements Signed {
    static final String ROLE = "timestamp";

    /** The member of a timestamp that holds the time of its signature. */
    public static final String SIGNED_AT = "x-spotter-signed-at";

    static Timestamp read(Envelope envelope) {
        envelope.requireType(ROLE);
        Fields signed = envelope.signed();
        return new Timestamp(
                signed.number("version", 1),
                signed.time("expires"),
                MetaFile.read(signed.object("meta").object("snapshot.json")),
                signed.has(SIGNED_AT) ? Optional.of(signed.time(SIGNED_AT)) : Optional.empty());
    }
}
