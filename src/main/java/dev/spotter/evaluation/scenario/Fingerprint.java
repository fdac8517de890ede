package dev.spotter.evaluation.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A SHA-256 of texts, files and folders with what is in them: where it is the same, the same comes of it. */
final class Fingerprint {
    private static final int BLOCK = 1 << 16;

    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Fingerprint text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
        return this;
    }

    /** A file, or a folder with all that is in it: names and bytes; one that is missing is empty. */
    Fingerprint tree(Path root) {
        try (Stream<Path> all = Files.exists(root) ? Files.walk(root, FileVisitOption.FOLLOW_LINKS) : Stream.empty()) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
            text("files " + files.size());
            byte[] block = new byte[BLOCK];
            for (Path file : files) {
                text(root.relativize(file).toString());
                text(Long.toString(Files.size(file)));
                try (InputStream bytes = Files.newInputStream(file)) {
                    for (int read = bytes.read(block); read >= 0; read = bytes.read(block)) {
                        digest.update(block, 0, read);
                    }
                }
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 64 hexadecimal digits; nothing may be added afterwards. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
