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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of metadata that is believed: a file a role, byte for byte as it was served. A file is replaced in one step
 * that survives a kill and a loss of power: whoever reads finds the old one or the new one, whole. One process at a time.
 */
public final class MetadataStore implements AutoCloseable {
    private static final String LOCK = ".lock";
    private static final String ENDING = ".json";

    /** Bytes of all delegated roles that are kept. */
    private static final long MOST_DELEGATED = 64L << 20;

    private static final List<String> TOP_LEVEL =
            Root.TOP_LEVEL.stream().map(role -> role + ENDING).toList();

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

    /**
     * Stores what is believed from now on. Delegated roles are stored to save fetching them (what guards against older ones
     * is the snapshot), so those that are there make room where they would be too much.
     */
    public void write(String role, byte[] bytes) {
        try {
            if (!Root.TOP_LEVEL.contains(role)) {
                makeRoom(bytes.length);
            }
            DurableFile.replace(file(role), bytes);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void makeRoom(long bytes) throws IOException {
        List<Path> delegated;
        try (Stream<Path> files = Files.list(folder)) {
            delegated = files.filter(file -> file.getFileName().toString().endsWith(ENDING)
                            && !TOP_LEVEL.contains(file.getFileName().toString()))
                    .toList();
        }
        long taken = 0;
        for (Path file : delegated) {
            taken += Files.size(file);
        }
        if (taken + bytes > MOST_DELEGATED) {
            for (Path file : delegated) {
                Files.delete(file);
            }
        }
    }

    private Path file(String role) {
        return folder.resolve(FileNames.quoted(role) + ENDING);
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
