package dev.spotter.ota.tuf;

import dev.spotter.model.transfer.ExpectedContent;
import dev.spotter.model.transfer.HashAlgorithm;
import dev.spotter.model.transfer.TransferException;
import dev.spotter.ota.UpdateException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What one file of metadata says of another.
 *
 * @param version the other's version
 * @param content its length and hashes, as far as they are given
 */
public record MetaFile(long version, ExpectedContent content) {
    static MetaFile read(Fields fields) {
        Map<HashAlgorithm, String> hashes = fields.has("hashes") ? readHashes(fields) : Map.of();
        return new MetaFile(fields.number("version", 1), content(fields, fields.optionalNumber("length", 0), hashes));
    }

    /** The hashes that can be checked; where there are only others, the file cannot be believed. */
    static Map<HashAlgorithm, String> readHashes(Fields fields) {
        Fields given = fields.object("hashes");
        Map<HashAlgorithm, String> hashes = new EnumMap<>(HashAlgorithm.class);
        given.object().fieldNames().forEachRemaining(name -> HashAlgorithm.named(name)
                .ifPresent(algorithm -> hashes.put(algorithm, given.text(name).toLowerCase(Locale.ROOT))));
        if (hashes.isEmpty()) {
            throw new UpdateException(
                    "unknown-hash-algorithm", "%s has no hash of a kind that can be checked".formatted(given.where()));
        }
        return hashes;
    }

    static ExpectedContent content(Fields fields, OptionalLong length, Map<HashAlgorithm, String> hashes) {
        try {
            return new ExpectedContent(length, hashes);
        } catch (IllegalArgumentException e) {
            throw fields.invalid(e.getMessage());
        }
    }

    /** How many bytes to fetch at most. @throws UpdateException {@code length-exceeded} */
    long limit(String what, long most) {
        long length = content.length().orElse(most);
        if (length > most) {
            throw new UpdateException(
                    "length-exceeded", "%s shall have %d bytes, at most %d are taken".formatted(what, length, most));
        }
        return length;
    }

    /** @throws UpdateException {@code length-mismatch}, {@code hash-mismatch} */
    void requireContent(String what, byte[] bytes) {
        try {
            content.check(what, bytes);
        } catch (TransferException e) {
            throw new UpdateException(e.code(), e.getMessage(), e);
        }
    }

    boolean matches(byte[] bytes) {
        try {
            content.check("", bytes);
            return true;
        } catch (TransferException e) {
            return false;
        }
    }

    void requireVersion(String what, Signed metadata) {
        if (metadata.version() != version) {
            throw new UpdateException(
                    "version-mismatch",
                    "%s has the version %d, but version %d was asked for".formatted(what, metadata.version(), version));
        }
    }
}
