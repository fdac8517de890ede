package dev.spotter.capture;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to change the index of a folder, which one process has at a time: two that rewrite it would lose each
 * other's rows. It ends with the process, however that ends.
 */
public final class RecordingClaim implements AutoCloseable {
    private static final String FILE = ".recording.lock";

    private final FileChannel channel;

    private RecordingClaim(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Claims a folder, and makes it if there is none.
     *
     * @throws CaptureException {@code folder-in-use}, {@code folder-not-writable}, {@code disk-full}
     */
    public static RecordingClaim of(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new CaptureException("folder-in-use", folder, "something else is recording into it just now");
            }
            return new RecordingClaim(channel);
        } catch (IOException e) {
            throw RecordingWriter.unwritable(folder, e);
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ours) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // the lock goes with the process
        }
    }
}
