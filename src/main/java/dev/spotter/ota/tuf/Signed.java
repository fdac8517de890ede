package dev.spotter.ota.tuf;

import dev.spotter.ota.UpdateException;
import java.time.Instant;

/** What the four kinds of metadata have in common. */
public sealed interface Signed permits Root, Timestamp, Snapshot, Targets {
    /** Grows by every change, from 1 on. */
    long version();

    /** From when on it is not believed any more. */
    Instant expires();

    /** @throws UpdateException {@code expired-metadata} */
    default void requireFresh(String what, Instant now) {
        if (!now.isBefore(expires())) {
            throw new UpdateException(
                    "expired-metadata",
                    "%s version %d expired at %s, and it is %s; publish it anew, or set the device's clock right"
                            .formatted(what, version(), expires(), now));
        }
    }
}
