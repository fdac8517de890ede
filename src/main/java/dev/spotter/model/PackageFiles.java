package dev.spotter.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The files of one package. A path has only plain names between its slashes, and neither a file nor a folder on the way
 * may be a link, so nothing outside of the package is ever read. Bytes are given out only after their SHA-256 was
 * checked on the very bytes that are given out.
 *
 * <p>Refusals: {@code bad-path}, {@code missing-file}, {@code link-in-package}, {@code file-too-large},
 * {@code unlisted-file}, {@code hash-mismatch}, {@code file-unreadable}.
 */
public final class PackageFiles {
    /** Largest file of a package, in bytes. */
    public static final int MOST_BYTES_A_FILE = 64 * 1024 * 1024;

    /** Most files of a package that may be listed. */
    public static final int MOST_FILES = 512;

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,126}");

    private final Path folder;
    private final Map<String, String> hashes;

    PackageFiles(Path folder, Map<String, String> hashes) {
        this.folder = folder;
        this.hashes = hashes;
    }

    /** Refuses a package in which a listed file is missing, a link, too large, or outside of the folder. */
    void requirePresent() {
        if (hashes.size() > MOST_FILES) {
            throw new ModelException(
                    "too-many-files",
                    "%s lists %d files, at most %d are allowed".formatted(folder, hashes.size(), MOST_FILES));
        }
        for (String path : new TreeSet<>(hashes.keySet())) {
            resolve(path);
        }
    }

    /** Checks every listed file's SHA-256. */
    public void verify() {
        for (String path : new TreeSet<>(hashes.keySet())) {
            read(path);
        }
    }

    /** The bytes of a listed file, after their SHA-256 was found right. */
    public byte[] read(String path) {
        String expected = hashes.get(path);
        if (expected == null) {
            throw new ModelException(
                    "unlisted-file",
                    "%s of %s is not listed under files, so it has no SHA-256".formatted(path, folder));
        }
        byte[] bytes = bytes(resolve(path));
        String actual = HexFormat.of().formatHex(sha256().digest(bytes));
        if (!actual.equals(expected)) {
            throw new ModelException(
                    "hash-mismatch",
                    "%s of %s has the SHA-256 %s, but %s says %s"
                            .formatted(path, folder, actual, ModelPackage.DESCRIPTION, expected));
        }
        return bytes;
    }

    /**
     * The bytes of a file that is in no package, with the same bound.
     *
     * @throws ModelException {@code file-too-large} or {@code file-unreadable}
     */
    public static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            long size = Files.size(file);
            if (size > MOST_BYTES_A_FILE) {
                throw tooLarge(file, Long.toString(size));
            }
            byte[] bytes = in.readNBytes((int) size);
            if (bytes.length < size || in.read() >= 0) {
                throw new IOException("it changed while it was read");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new ModelException("file-unreadable", "there is no file " + file, e);
        } catch (IOException e) {
            throw new ModelException("file-unreadable", file + " cannot be read: " + e, e);
        }
    }

    private Path resolve(String path) {
        Path file = folder;
        String[] names = path.split("/", -1);
        for (int i = 0; i < names.length; i++) {
            if (!PLAIN_NAME.matcher(names[i]).matches()) {
                throw new ModelException(
                        "bad-path",
                        "the path '%s' of %s is not allowed: a path is relative, and between its slashes stand only letters, digits, '_', '-' and '.', not at the start"
                                .formatted(path, folder));
            }
            file = file.resolve(names[i]);
            if (Files.isSymbolicLink(file)) {
                throw new ModelException("link-in-package", file + " is a link; a package holds plain files only");
            }
            boolean right = i < names.length - 1
                    ? Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                    : Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
            if (!right) {
                throw new ModelException(
                        "missing-file",
                        "%s is listed in %s, but %s is no %s"
                                .formatted(
                                        path,
                                        ModelPackage.DESCRIPTION,
                                        file,
                                        i < names.length - 1 ? "folder" : "file"));
            }
        }
        try {
            if (Files.size(file) > MOST_BYTES_A_FILE) {
                throw tooLarge(file, Long.toString(Files.size(file)));
            }
        } catch (IOException e) {
            throw new ModelException("file-unreadable", file + " cannot be read: " + e, e);
        }
        return file;
    }

    private static ModelException tooLarge(Path file, String size) {
        return new ModelException(
                "file-too-large", "%s has %s bytes, at most %d are allowed".formatted(file, size, MOST_BYTES_A_FILE));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
