package dev.spotter.model.catalogue;

import dev.spotter.model.ModelException;
import dev.spotter.model.transfer.HashAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Hashes of files. */
final class Sha256 {
    private static final int BLOCK = 64 * 1024;

    private Sha256() {}

    /**
     * In lower-case hexadecimal.
     *
     * @throws ModelException {@code file-unreadable}
     */
    static String of(Path file) {
        MessageDigest digest = HashAlgorithm.SHA256.digest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = new byte[BLOCK];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
            }
        } catch (IOException e) {
            throw new ModelException("file-unreadable", file + " cannot be read: " + e, e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
