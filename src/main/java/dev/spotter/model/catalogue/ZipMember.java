package dev.spotter.model.catalogue;

import dev.spotter.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** One file out of a zip archive, such as MediaPipe's .task files. No name in the archive is ever used as a path. */
final class ZipMember {
    private ZipMember() {}

    /**
     * The bytes of a member.
     *
     * @param most bytes that it may have, unpacked
     * @throws ModelException {@code archive-broken}, {@code not-in-archive} or {@code file-too-large}
     */
    static byte[] read(Path archive, String member, int most) {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            ZipEntry entry = zip.getEntry(member);
            if (entry == null || entry.isDirectory()) {
                throw new ModelException(
                        "not-in-archive", "the archive %s has no file %s".formatted(archive.getFileName(), member));
            }
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] bytes = in.readNBytes(most + 1);
                if (bytes.length > most) {
                    throw new ModelException(
                            "file-too-large",
                            "%s of %s unpacks to more than the %d bytes that are allowed"
                                    .formatted(member, archive.getFileName(), most));
                }
                return bytes;
            }
        } catch (IOException e) {
            throw new ModelException(
                    "archive-broken",
                    "%s is no whole zip archive: %s".formatted(archive.getFileName(), e.getMessage()),
                    e);
        }
    }
}
