package dev.spotter.tflite;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A library on the class path that lies, or will lie, as a file in the data folder.
 *
 * <p>Files appear under their names by an atomic rename, whole and on the disk; so processes that start at once may each unpack, and each of
 * them loads a whole library, and a power cut leaves none or all of it. Hashing 12 MB costs a cold Java a good part of a second, so a note
 * beside the file says that it had the right hash, together with its inode, size and time of last change (ctime, which no program can set):
 * as long as these are the same, nobody has written to it.
 */
final class UnpackedLibrary {
    private static final int CHUNK_BYTES = 1 << 18;

    private final String resource;
    private final String sha256;
    private final Path file;
    private final Path note;

    UnpackedLibrary(String resource, String sha256, Path file) {
        this.resource = resource;
        this.sha256 = sha256;
        this.file = file;
        this.note = file.resolveSibling(file.getFileName() + ".checked");
    }

    /** The file, unpacked now if it is not there or is not what it was. */
    Path present() {
        try {
            if (Files.isRegularFile(file)) {
                if (isNoted()) {
                    return file;
                }
                if (sha256.equals(hash(file))) {
                    writeNote();
                    return file;
                }
            }
            Files.createDirectories(file.getParent());
            unpack();
            writeNote();
            return file;
        } catch (IOException failure) {
            throw new TfLiteException(
                    TfLiteFailure.LIBRARY_UNUSABLE,
                    "TensorFlow Lite's library cannot be unpacked to " + file + ": " + failure,
                    failure);
        }
    }

    private void unpack() throws IOException {
        MessageDigest digest = sha256Digest();
        replace(file, to -> {
            try (InputStream from = UnpackedLibrary.class.getClassLoader().getResourceAsStream(resource)) {
                if (from == null) {
                    throw new TfLiteException(
                            TfLiteFailure.LIBRARY_MISSING,
                            "TensorFlow Lite's library is not on the class path: " + resource);
                }
                from.transferTo(new DigestOutputStream(to, digest));
            }
            String found = HexFormat.of().formatHex(digest.digest());
            if (!found.equals(sha256)) {
                throw new TfLiteException(
                        TfLiteFailure.LIBRARY_UNUSABLE,
                        resource + " on the class path has SHA-256 " + found + "; expected " + sha256);
            }
        });
    }

    private boolean isNoted() throws IOException {
        return Files.isRegularFile(note) && Files.readString(note).equals(state());
    }

    private void writeNote() throws IOException {
        String state = state();
        replace(note, to -> to.write(state.getBytes(StandardCharsets.UTF_8)));
    }

    private String state() throws IOException {
        Map<String, Object> attributes = Files.readAttributes(file, "unix:ino,size,ctime");
        return "sha256 " + sha256 + "\ninode " + attributes.get("ino") + "\nsize " + attributes.get("size")
                + "\nchanged " + attributes.get("ctime") + "\n";
    }

    private static void replace(Path target, Content content) throws IOException {
        Path partial =
                Files.createTempFile(target.getParent(), target.getFileName().toString(), ".partial");
        try {
            try (OutputStream to = Files.newOutputStream(partial)) {
                content.write(to);
            }
            try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = sha256Digest();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        try (FileChannel channel = FileChannel.open(file)) {
            while (channel.read(chunk) >= 0) {
                digest.update(chunk.flip());
                chunk.clear();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private interface Content {
        void write(OutputStream to) throws IOException;
    }
}
