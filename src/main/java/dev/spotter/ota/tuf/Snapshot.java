package dev.spotter.ota.tuf;

import dev.spotter.ota.UpdateException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which versions of the targets' metadata belong together.
 *
 * @param meta by file name, such as {@code targets.json}
 */
public record Snapshot(long version, Instant expires, Map<String, MetaFile> meta) implements Signed {
    static final String ROLE = "snapshot";

    static Snapshot read(Envelope envelope) {
        envelope.requireType(ROLE);
        Fields signed = envelope.signed();
        Fields files = signed.object("meta");
        Map<String, MetaFile> meta = new HashMap<>();
        files.object().fieldNames().forEachRemaining(name -> meta.put(name, MetaFile.read(files.object(name))));
        return new Snapshot(signed.number("version", 1), signed.time("expires"), Map.copyOf(meta));
    }

    Optional<MetaFile> of(String role) {
        return Optional.ofNullable(meta.get(role + ".json"));
    }

    /** @throws UpdateException {@code rollback} where something is older than in a snapshot seen before, or gone */
    void requireNotBefore(Snapshot seen) {
        seen.meta.forEach((name, before) -> {
            MetaFile now = meta.get(name);
            if (now == null) {
                throw new UpdateException(
                        "rollback", "the snapshot version %d does not list %s any more".formatted(version, name));
            }
            if (now.version() < before.version()) {
                throw new UpdateException(
                        "rollback",
                        "the snapshot version %d lists %s with version %d, but version %d was seen already"
                                .formatted(version, name, now.version(), before.version()));
            }
        });
    }
}
