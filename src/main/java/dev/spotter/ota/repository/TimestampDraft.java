package dev.spotter.ota.repository;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.ota.tuf.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The timestamp that is being made. */
public final class TimestampDraft extends Draft {
    public TimestampDraft(Instant expires) {
        super("timestamp", expires);
    }

    TimestampDraft(ObjectNode signed) {
        super(signed);
    }

    /** Names the newest snapshot. */
    public void snapshot(long version, byte[] file) {
        signed().putObject("meta").set("snapshot.json", SnapshotDraft.meta(version, file));
    }

    /** Says when it is signed, so that a device without a battery-backed clock knows that it is not earlier. */
    public void signedAt(Instant now) {
        signed().put(Timestamp.SIGNED_AT, now.truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
