package dev.spotter.model.transfer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The hashes that are checked, under the names that metadata gives them. */
public enum HashAlgorithm {
    SHA256("sha256", "SHA-256", 32),
    SHA384("sha384", "SHA-384", 48),
    SHA512("sha512", "SHA-512", 64);

    private final String label;
    private final String javaName;
    private final int bytes;

    HashAlgorithm(String label, String javaName, int bytes) {
        this.label = label;
        this.javaName = javaName;
        this.bytes = bytes;
    }

    /** The algorithm that metadata calls so, if it is one that is checked. */
    public static Optional<HashAlgorithm> named(String label) {
        for (HashAlgorithm algorithm : values()) {
            if (algorithm.label.equals(label)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** As in metadata: {@code sha256}. */
    public String label() {
        return label;
    }

    /** Digits of the hash in hexadecimal. */
    public int digits() {
        return 2 * bytes;
    }

    /** The hash of bytes, in hexadecimal. */
    public String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** A digest of this kind, started. */
    public MessageDigest digest() {
        try {
            return MessageDigest.getInstance(javaName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + javaName, e);
        }
    }
}
