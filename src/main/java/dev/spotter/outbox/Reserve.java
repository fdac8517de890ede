package dev.spotter.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that holds room. Deleting rows needs some too, so a disk that is full to the last block could not be relieved
 * of them; then this file goes first.
 */
final class Reserve {
    /** Twice what the log grows to before it is moved into the database, so that even a full log can be. */
    private static final int BYTES = 2 << 20;

    private final Path file;

    Reserve(Path file) {
        this.file = file;
    }

    /** Takes the room, if it is not held yet and there is some; whether it is held now. */
    boolean hold() {
        try {
            if (Files.exists(file) && Files.size(file) == BYTES) {
                return true;
            }
            if (Files.getFileStore(file.getParent()).getUsableSpace() < 2L * BYTES) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer zeros = ByteBuffer.allocate(BYTES);
                while (zeros.hasRemaining()) {
                    channel.write(zeros);
                }
                channel.force(false);
            }
            return true;
        } catch (IOException e) {
            give();
            return false;
        }
    }

    /** Gives the room back. */
    void give() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Then there is no more room than before, which the next write says.
        }
    }
}
