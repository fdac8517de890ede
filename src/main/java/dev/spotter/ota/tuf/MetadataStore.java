package dev.spotter.ota.tuf;

import dev.spotter.ota.DurableFile;
import dev.spotter.ota.UpdateException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The folder of metadata that is believed: a file a role, byte for byte as it was served. A file is replaced in one step
 * that survives a kill and a loss of power: whoever reads finds the old one or the new one, whole. One process at a time.
 */
public final class MetadataStore implements AutoCloseable {
    private static final String LOCK = ".lock";

    private final Path folder;
    private final FileChannel lockFile;
    private final FileLock lock;

    /** @throws UpdateException {@code store-in-use}, {@code store-failed} */
    public MetadataStore(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            lockFile = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = lock();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private FileLock lock() throws IOException {
        FileLock held = null;
        try {
            held = lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            // another part of this process has it
        }
        if (held == null) {
            lockFile.close();
            throw new UpdateException(
                    "store-in-use", "the metadata in %s is in use by another update; wait for it".formatted(folder));
        }
        return held;
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** What is stored for a role; nothing where the file is longer than {@code most} bytes, for that was not stored here. */
    public Optional<byte[]> read(String role, long most) {
        Path file = file(role);
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= most
                    ? Optional.of(Files.readAllBytes(file))
                    : Optional.empty();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Stores what is believed from now on. */
    public void write(String role, byte[] bytes) {
        try {
            DurableFile.replace(file(role), bytes);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Path file(String role) {
        return folder.resolve(FileNames.quoted(role) + ".json");
    }

    private UpdateException failed(IOException e) {
        return new UpdateException(
                "store-failed", "the metadata in %s cannot be read or written: %s".formatted(folder, e), e);
    }

    @Override
    public void close() {
        try {
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
