package dev.spotter.ota.device;

import dev.spotter.ota.UpdateException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Holds the updates of a device for one process; gone with that at the latest. */
final class FolderLock implements AutoCloseable {
    private static final String FILE = ".lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws UpdateException {@code updates-in-use} */
    static FolderLock take(Path folder) {
        Path file = folder.resolve(FILE);
        return DurableDisk.at(file, () -> {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = null;
            try {
                held = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                // another part of this process has it
            }
            if (held == null) {
                channel.close();
                throw new UpdateException(
                        "updates-in-use", "another program holds the updates in %s; ask that one".formatted(folder));
            }
            return new FolderLock(channel);
        });
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // as above
        }
    }
}
