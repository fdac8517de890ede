package dev.spotter.ota.tuf;

import dev.spotter.ota.UpdateException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whose signatures make a role's metadata believed.
 *
 * @param keys by their identifiers
 * @param threshold how many different ones must have signed; it may be more than there are, and then nothing is believed
 */
public record RoleKeys(Map<String, TufKey> keys, long threshold) {
    static RoleKeys read(Fields role, Map<String, TufKey> known) {
        Map<String, TufKey> keys = new HashMap<>();
        for (String id : role.texts("keyids")) {
            if (known.containsKey(id)) {
                keys.put(id, known.get(id));
            }
        }
        return new RoleKeys(Map.copyOf(keys), role.number("threshold", 1));
    }

    /** The keys of an object from identifier to key. */
    static Map<String, TufKey> readKeys(Fields keys) {
        Map<String, TufKey> read = new HashMap<>();
        keys.object().properties().forEach(member -> {
            String where = keys.where() + "." + member.getKey();
            read.put(member.getKey(), TufKey.read(member.getKey(), Fields.of(where, member.getValue())));
        });
        return read;
    }

    /** @throws UpdateException {@code threshold-not-met} */
    void requireSigned(Envelope envelope, String by) {
        byte[] message = envelope.signedBytes();
        Set<String> signers = new HashSet<>();
        envelope.signatures().forEach((id, signature) -> {
            TufKey key = keys.get(id);
            if (key != null) {
                key.signerOf(message, signature).ifPresent(signers::add);
            }
        });
        if (signers.size() < threshold) {
            throw new UpdateException(
                    "threshold-not-met",
                    "%s has %d valid signatures of the keys that %s names, %d are needed"
                            .formatted(envelope.what(), signers.size(), by, threshold));
        }
    }
}
