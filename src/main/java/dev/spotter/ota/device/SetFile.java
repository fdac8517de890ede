package dev.spotter.ota.device;

import dev.spotter.model.transfer.ExpectedContent;

/**
 * A file of a set.
 *
 * @param sha256 of its bytes, 64 hexadecimal digits in lower case
 * @param length in bytes
 * @param target its path in the repository
 */
public record SetFile(String sha256, long length, String target) {
    /** What its bytes must be; an {@link IllegalArgumentException} where the hash is none. */
    ExpectedContent content() {
        return ExpectedContent.of(length, sha256);
    }
}
