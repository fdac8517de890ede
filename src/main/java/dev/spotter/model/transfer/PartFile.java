package dev.spotter.model.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is not complete yet, with the hashes of what is there. What an earlier run left is kept and hashed once.
 * Its name shows up elsewhere only when it is complete, right, and safe on the disk.
 */
final class PartFile implements AutoCloseable {
    private static final int PIECE = 1 << 16;

    private final Path path;
    private final ExpectedContent expected;
    private final FileChannel channel;
    private ExpectedContent.Running hashes;
    private long length;

    private PartFile(Path path, ExpectedContent expected, FileChannel channel) {
        this.path = path;
        this.expected = expected;
        this.channel = channel;
    }

    /** Opens it, with what is there already, if that can be the beginning of what is expected. */
    static PartFile open(Path path, ExpectedContent expected, long most) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(path);
            }
            FileChannel channel = FileChannel.open(
                    path,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            PartFile part = new PartFile(path, expected, channel);
            part.takeOver(most);
            return part;
        } catch (IOException e) {
            throw diskFailure(path, e);
        }
    }

    private void takeOver(long most) throws IOException {
        hashes = expected.new Running();
        length = channel.size();
        if (length > most) {
            restart();
            return;
        }
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        while (channel.read(piece.clear()) >= 0) {
            hashes.update(piece.flip());
        }
    }

    /** Bytes that are there. */
    long length() {
        return length;
    }

    void add(ByteBuffer bytes) {
        hashes.update(bytes);
        try {
            while (bytes.hasRemaining()) {
                length += channel.write(bytes, length);
            }
        } catch (IOException e) {
            throw diskFailure(path, e);
        }
    }

    /** Forgets what is there. */
    void restart() {
        try {
            channel.truncate(0);
            length = 0;
            hashes = expected.new Running();
        } catch (IOException e) {
            throw diskFailure(path, e);
        }
    }

    /** Refuses the disk before it is full, not after. */
    void requireRoom(long more, long keepFree) {
        try {
            long free = Files.getFileStore(path).getUsableSpace();
            if (free < more + keepFree) {
                throw new TransferException(
                        "disk-full",
                        "%d bytes are needed in %s and %d more shall stay free, but only %d are"
                                .formatted(more, path.toAbsolutePath().getParent(), keepFree, free));
            }
        } catch (IOException e) {
            throw diskFailure(path, e);
        }
    }

    /** Puts it under its name, in one step that survives a loss of power. */
    void complete(String what, Path file) {
        expected.requireLength(what, length);
        hashes.check(what);
        try {
            channel.force(true);
            Files.move(path, file, StandardCopyOption.ATOMIC_MOVE);
            forceFolder(file);
        } catch (IOException e) {
            throw diskFailure(file, e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw diskFailure(path, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw diskFailure(path, e);
        }
    }

    private static void forceFolder(Path file) throws IOException {
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static TransferException diskFailure(Path path, IOException e) {
        String reason = e instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason()
                : HttpOrigin.reason(e);
        return reason.contains("No space left") || reason.contains("quota")
                ? new TransferException("disk-full", "the disk of %s is full".formatted(path), e)
                : new TransferException("disk-error", "%s cannot be written: %s".formatted(path, reason), e);
    }
}
