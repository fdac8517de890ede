package dev.spotter.ota.device;

import dev.spotter.ota.DurableFile;
import dev.spotter.ota.UpdateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Changes of the disk that are there after a kill and after a loss of power once a call has returned, and that show all or
 * nothing before. Failures are {@link UpdateException}s: {@code disk-full} or {@code disk-error}.
 */
final class DurableDisk {
    private static final int PIECE = 1 << 16;

    private DurableDisk() {}

    /** A change of the disk. */
    @FunctionalInterface
    interface Change<T> {
        T run() throws IOException;
    }

    /** Runs a change; what goes wrong is told with the path. */
    static <T> T at(Path path, Change<T> change) {
        try {
            return change.run();
        } catch (IOException e) {
            throw failed(path, e);
        } catch (UncheckedIOException e) {
            throw failed(path, e.getCause());
        }
    }

    /** A folder, with those above it that are missing. */
    static void createFolder(Path folder) {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        createFolder(parent);
        at(folder, () -> {
            Files.createDirectory(folder);
            DurableFile.force(parent);
            return null;
        });
    }

    /** Replaces a small file in one step. */
    static void replace(Path file, byte[] bytes) {
        at(file, () -> {
            DurableFile.replace(file, bytes);
            return null;
        });
    }

    /** Gives a file another name, within the same folder or another one on the same disk, in one step. */
    static void rename(Path from, Path to) {
        at(to, () -> {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            DurableFile.force(to.getParent());
            return null;
        });
    }

    /** Makes a file's bytes show up under a second name as well; where the disk has no hard links, as a copy. */
    static void link(Path file, Path second) throws IOException {
        try {
            Files.createLink(second, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (reason(e).contains("No space left")) {
                throw e instanceof IOException failure ? failure : new IOException(e);
            }
            copy(file, second);
        }
    }

    /** Copies a file's bytes. */
    static void copy(Path from, Path to) throws IOException {
        try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel target = FileChannel.open(
                        to,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            while (source.read(piece.clear()) >= 0) {
                piece.flip();
                while (piece.hasRemaining()) {
                    target.write(piece);
                }
            }
            target.force(true);
        }
    }

    /** Nobody is to change it any more, by mistake. Disks without permissions do not mind. */
    static void makeReadOnly(Path file) throws IOException {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        } catch (UnsupportedOperationException e) {
            // a stick's file system has none
        }
    }

    /** Deletes a file or a folder with all that is in it; links are not followed. */
    static void delete(Path tree) {
        at(tree, () -> {
            if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
                return null;
            }
            try (Stream<Path> all = Files.walk(tree)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
            return null;
        });
    }

    /** The bytes of a small file; none where it is longer than any that was written here. */
    static byte[] small(Path file, int most) {
        return at(file, () -> Files.size(file) > most ? new byte[0] : Files.readAllBytes(file));
    }

    /** What is in a folder; nothing where there is no folder. */
    static List<Path> list(Path folder) {
        return at(folder, () -> {
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            try (Stream<Path> all = Files.list(folder)) {
                return all.sorted().toList();
            }
        });
    }

    /** What a technician can do about it. */
    static UpdateException failed(Path path, IOException e) {
        String why = reason(e);
        return why.contains("No space left") || why.contains("quota")
                ? new UpdateException(
                        "disk-full", "the disk of %s is full; make room, the update then goes on".formatted(path), e)
                : new UpdateException("disk-error", "%s cannot be read or written: %s".formatted(path, why), e);
    }

    private static String reason(Exception e) {
        return e instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason()
                : String.valueOf(e.getMessage());
    }
}
