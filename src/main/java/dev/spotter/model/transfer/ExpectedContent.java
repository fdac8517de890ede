package dev.spotter.model.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What bytes must be.
 *
 * @param length in bytes, where it is known
 * @param hashes lower-case hexadecimal; all of them are checked, none means that nothing is known
 */
public record ExpectedContent(OptionalLong length, Map<HashAlgorithm, String> hashes) {
    private static final int PIECE = 1 << 16;
    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

    public ExpectedContent {
        if (length.isPresent() && length.getAsLong() < 0) {
            throw new IllegalArgumentException("a length of %d bytes cannot be".formatted(length.getAsLong()));
        }
        hashes.forEach((algorithm, hash) -> {
            if (hash.length() != algorithm.digits() || !HEX.matcher(hash).matches()) {
                throw new IllegalArgumentException("'%s' is not a hash of the kind %s, which has %d hexadecimal digits"
                        .formatted(hash, algorithm.label(), algorithm.digits()));
            }
        });
        hashes = Map.copyOf(hashes);
    }

    /** A file of which length and SHA-256 are known. */
    public static ExpectedContent of(long length, String sha256) {
        return new ExpectedContent(OptionalLong.of(length), Map.of(HashAlgorithm.SHA256, sha256));
    }

    /**
     * Checks bytes that are all there.
     *
     * @param what names them in the sentence of a refusal
     * @throws TransferException {@code length-mismatch}, {@code hash-mismatch}
     */
    public void check(String what, byte[] bytes) {
        requireLength(what, bytes.length);
        Running running = new Running();
        running.update(ByteBuffer.wrap(bytes));
        running.check(what);
    }

    /**
     * Checks a file that is all there.
     *
     * @param what names it in the sentence of a refusal
     * @throws TransferException as above, and {@code disk-error}
     */
    public void check(String what, Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            requireLength(what, channel.size());
            Running running = new Running();
            running.update(channel);
            running.check(what);
        } catch (IOException e) {
            throw new TransferException("disk-error", "%s cannot be read: %s".formatted(file, e), e);
        }
    }

    void requireLength(String what, long actual) {
        if (length.isPresent() && length.getAsLong() != actual) {
            throw new TransferException(
                    "length-mismatch",
                    "%s has %d bytes, but %d are expected".formatted(what, actual, length.getAsLong()));
        }
    }

    /** The hashes of bytes that come piece by piece. */
    final class Running {
        private final Map<HashAlgorithm, MessageDigest> digests = new EnumMap<>(HashAlgorithm.class);

        Running() {
            hashes.keySet().forEach(algorithm -> digests.put(algorithm, algorithm.digest()));
        }

        void update(ByteBuffer bytes) {
            digests.values().forEach(digest -> digest.update(bytes.duplicate()));
        }

        /** All that follows in a file. */
        void update(FileChannel channel) throws IOException {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            while (channel.read(piece.clear()) >= 0) {
                update(piece.flip());
            }
        }

        void check(String what) {
            digests.forEach((algorithm, digest) -> {
                String actual = HexFormat.of().formatHex(digest.digest());
                if (!actual.equals(hashes.get(algorithm))) {
                    throw new TransferException(
                            "hash-mismatch",
                            "%s has the %s %s, but %s is expected"
                                    .formatted(what, algorithm.label(), actual, hashes.get(algorithm)));
                }
            });
        }
    }
}
