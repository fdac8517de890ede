package dev.spotter.ota.tuf;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A public key of metadata. Most keys of a file are never used, so it is decoded only where it is; one that nobody can
 * decode, or of an unknown kind, harms nobody, it only verifies nothing.
 *
 * @param id by which roles and signatures name it
 * @param keyType, scheme as in metadata
 * @param text the key itself, as its kind writes it
 */
public record TufKey(String id, String keyType, String scheme, String text) {
    static TufKey read(String id, Fields fields) {
        return new TufKey(
                id,
                fields.text("keytype"),
                fields.text("scheme"),
                fields.object("keyval").text("public"));
    }

    /**
     * The key itself, in Java's encoding, if it signed the message. Two names of one key give the same, so that it counts
     * once.
     */
    Optional<String> signerOf(byte[] message, String hexSignature) {
        Optional<SignatureScheme> known = SignatureScheme.of(keyType, scheme);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] signature = HexFormat.of().parseHex(hexSignature);
            PublicKey key = known.get().publicKey(text);
            return known.get().verifies(key, message, signature)
                    ? Optional.of(HexFormat.of().formatHex(key.getEncoded()))
                    : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
