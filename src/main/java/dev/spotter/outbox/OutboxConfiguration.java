package dev.spotter.outbox;

import java.nio.file.Path;

/**
 * Where the store is and how large it may grow.
 *
 * @param folder the store's own folder, made when missing
 * @param maximumBytes how much may wait for the broker before the oldest droppable messages go, at least 64 KiB;
 *     messages that are kept until acknowledged are not held back by it
 * @param historyPerKind how many records of a kind the local history keeps, the newest, at least 1
 */
public record OutboxConfiguration(Path folder, long maximumBytes, int historyPerKind) {
    private static final long LEAST_BYTES = 64 * 1024;

    public OutboxConfiguration {
        if (folder == null) {
            throw new OutboxException("invalid-configuration", "the outbox needs a folder");
        }
        if (maximumBytes < LEAST_BYTES) {
            throw new OutboxException(
                    "invalid-configuration",
                    "the outbox's limit is " + maximumBytes + " bytes; at least " + LEAST_BYTES + " are allowed");
        }
        if (historyPerKind < 1) {
            throw new OutboxException(
                    "invalid-configuration",
                    "the history keeps " + historyPerKind + " records of a kind; at least 1 is allowed");
        }
        folder = folder.toAbsolutePath();
    }

    /** 256 MiB, which is about a month of summaries, and 10,000 records of each kind of history. */
    public static OutboxConfiguration in(Path folder) {
        return new OutboxConfiguration(folder, 256L << 20, 10_000);
    }
}
