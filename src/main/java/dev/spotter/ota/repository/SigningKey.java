package dev.spotter.ota.repository;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.model.transfer.HashAlgorithm;
import dev.spotter.ota.tuf.CanonicalJson;
import dev.spotter.ota.tuf.SignatureScheme;
import dev.spotter.ota.tuf.TufKey;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;

/**
 * A key that signs metadata.
 *
 * @param key its public half, as metadata names it
 * @param scheme of its signatures
 * @param privateKey its private half; nothing here writes it anywhere
 */
public record SigningKey(TufKey key, SignatureScheme scheme, PrivateKey privateKey) {
    private static final int RSA_BITS = 3072;

    /** A new one. */
    public static SigningKey generate(SignatureScheme scheme) {
        return of(scheme, pair(scheme));
    }

    static KeyPair pair(SignatureScheme scheme) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(scheme.javaKey());
            size(generator, scheme);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java makes keys for " + scheme.scheme(), e);
        }
    }

    private static void size(KeyPairGenerator generator, SignatureScheme scheme)
            throws InvalidAlgorithmParameterException {
        switch (scheme) {
            case RSA_PSS -> generator.initialize(RSA_BITS);
            case ECDSA_P256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
            case ED25519 -> {} // has one size
        }
    }

    static SigningKey of(SignatureScheme scheme, KeyPair pair) {
        return new SigningKey(publicKey(scheme, pair.getPublic()), scheme, pair.getPrivate());
    }

    private static TufKey publicKey(SignatureScheme scheme, PublicKey key) {
        TufKey nameless = new TufKey("", scheme.keyType(), scheme.scheme(), scheme.text(key));
        return new TufKey(identifier(nameless), nameless.keyType(), nameless.scheme(), nameless.text());
    }

    /** The SHA-256 of the key's canonical JSON, by which metadata names it. */
    static String identifier(TufKey key) {
        return HashAlgorithm.SHA256.of(CanonicalJson.bytes(json(key)));
    }

    /** The key as it stands in metadata. */
    static ObjectNode json(TufKey key) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("keytype", key.keyType()).put("scheme", key.scheme());
        json.putObject("keyval").put("public", key.text());
        return json;
    }

    /** A signature, in hexadecimal. */
    public String sign(byte[] message) {
        try {
            Signature signature = scheme.signature();
            signature.initSign(privateKey);
            signature.update(message);
            return HexFormat.of().formatHex(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key %s cannot sign".formatted(key.id()), e);
        }
    }
}
