package dev.spotter.tflite;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * TensorFlow Lite's library inside the artifact, unpacked once into the data folder.
 *
 * <p>The hash of each library is pinned here: what is unpacked must have it, and so must what is found unpacked. Processes that start at once
 * may each unpack; the file appears by an atomic rename, so each of them loads a whole one.
 */
enum BundledLibrary {
    LINUX_X86_64("linux-x86_64", "amd64", "fe6884ba79d33230521e18effe111487daad40a4a30c1ffddb8d6701ab4756f3"),
    LINUX_ARM64("linux-arm64", "aarch64", "1ddeeba8b6b03173cdb2c052c5927c1803ff39f8a438f7fe9c6c412d4cfb0106");

    private static final int CHUNK_BYTES = 1 << 18;

    private final String platform;
    private final String architecture;
    private final String sha256;

    BundledLibrary(String platform, String architecture, String sha256) {
        this.platform = platform;
        this.architecture = architecture;
        this.sha256 = sha256;
    }

    /** The one for that {@code os.name} and {@code os.arch}. */
    static BundledLibrary of(String system, String architecture) {
        for (BundledLibrary library : values()) {
            if (system.equals("Linux") && library.architecture.equals(architecture)) {
                return library;
            }
        }
        throw new TfLiteException(
                TfLiteFailure.ARCHITECTURE_UNSUPPORTED,
                "there is no TensorFlow Lite library for " + system + " on " + architecture
                        + "; there are ones for Linux on amd64 and on aarch64 (64-bit systems)");
    }

    /** Where it is on the class path. */
    String resource() {
        return "org/bytedeco/tensorflowlite/" + platform + "/libjnitensorflowlite.so";
    }

    String sha256() {
        return sha256;
    }

    /** The unpacked file, which has the pinned hash. */
    Path unpackedInto(Path dataFolder) {
        Path folder = dataFolder.resolve("native").resolve(platform);
        Path file = folder.resolve("libtensorflowlite-" + sha256.substring(0, 12) + ".so");
        try {
            if (!Files.isRegularFile(file) || !sha256.equals(hash(file))) {
                Files.createDirectories(folder);
                unpack(folder, file);
            }
            return file;
        } catch (IOException failure) {
            throw new TfLiteException(
                    TfLiteFailure.LIBRARY_UNUSABLE,
                    "TensorFlow Lite's library cannot be unpacked to " + file + ": " + failure,
                    failure);
        }
    }

    private void unpack(Path folder, Path file) throws IOException {
        Path partial = Files.createTempFile(folder, file.getFileName().toString(), ".partial");
        try {
            MessageDigest digest = sha256Digest();
            try (InputStream from = BundledLibrary.class.getClassLoader().getResourceAsStream(resource())) {
                if (from == null) {
                    throw new TfLiteException(
                            TfLiteFailure.LIBRARY_MISSING,
                            "TensorFlow Lite's library is not on the class path: " + resource());
                }
                try (OutputStream to = new DigestOutputStream(Files.newOutputStream(partial), digest)) {
                    from.transferTo(to);
                }
            }
            String found = HexFormat.of().formatHex(digest.digest());
            if (!found.equals(sha256)) {
                throw new TfLiteException(
                        TfLiteFailure.LIBRARY_UNUSABLE,
                        resource() + " on the class path has SHA-256 " + found + "; expected " + sha256);
            }
            // A power cut after the rename must not leave an empty file under the final name.
            try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
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
}
