package dev.spotter.outbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Messages that must reach the broker, kept on disk until it acknowledged them, and the device's local history. For
 * any number of threads; one process at a time.
 *
 * <p>Failures throw {@link OutboxException}; then nothing of the call was stored.
 */
public final class Outbox implements History, AutoCloseable {
    private static final String FILE = "outbox.db";

    private final OutboxConfiguration configuration;
    private final Path file;
    private final FileChannel lockFile;
    private final Store store;
    private final GroupCommit commits;
    // acknowledged, but perhaps still in the file
    private final Set<Long> leaving = ConcurrentHashMap.newKeySet();
    private volatile Runnable listener = () -> {};

    private Outbox(OutboxConfiguration configuration, Path file, FileChannel lockFile, Store store) {
        this.configuration = configuration;
        this.file = file;
        this.lockFile = lockFile;
        this.store = store;
        this.commits = new GroupCommit(store, file);
    }

    /**
     * Opens the store, making it when there is none. A damaged database is set aside, its readable rows are taken over,
     * and {@link #problems} says so.
     *
     * @throws OutboxException {@code folder-not-writable}, {@code outbox-in-use}, {@code disk-full}, and what else
     *     SQLite may say
     */
    public static Outbox open(OutboxConfiguration configuration) {
        Store.checkFolder(configuration.folder());
        SqliteLibrary.provide(configuration.folder());
        Path file = configuration.folder().resolve(FILE);
        FileChannel lockFile = lock(configuration.folder());
        Store store = new Store(configuration, file);
        try {
            store.open();
            return new Outbox(configuration, file, lockFile, store);
        } catch (SQLException e) {
            release(lockFile);
            throw Failures.translate(e, file);
        } catch (RuntimeException e) {
            release(lockFile);
            throw e;
        }
    }

    /**
     * Queues a message; durable on return.
     *
     * @return false if the store is at its limit and this message, being droppable, was given up at once
     */
    public boolean append(OutboxMessage message) {
        boolean stored = commits.durably(s -> s.insert(message));
        listener.run();
        return stored;
    }

    /** Queues several in one transaction: all of them, or, on an exception, none. */
    public void append(Collection<OutboxMessage> messages) {
        List<OutboxMessage> all = List.copyOf(messages);
        commits.durably(s -> {
            for (OutboxMessage message : all) {
                s.insert(message);
            }
            return true;
        });
        listener.run();
    }

    @Override
    public void put(HistoryRecord record, OutboxMessage... messages) {
        List<OutboxMessage> all = List.of(messages);
        commits.durably(s -> {
            s.put(record);
            for (OutboxMessage message : all) {
                s.insert(message);
            }
            return true;
        });
        if (!all.isEmpty()) {
            listener.run();
        }
    }

    @Override
    public Optional<HistoryRecord> get(String kind, String id) {
        return read(d -> d.records("kind = ? and id = ?", kind, id)).stream().findFirst();
    }

    @Override
    public List<HistoryRecord> list(String kind, int limit) {
        return read(d -> d.records("kind = ? order by time desc, n desc limit ?", kind, limit));
    }

    /** Waiting messages in their order, from behind a sequence; without those that were acknowledged. */
    public List<QueuedMessage> next(long afterSequence, int limit) {
        // Before reading: a row that leaves while we read is no longer in the set, but still in what we read.
        Set<Long> gone = Set.copyOf(leaving);
        return read(d -> d.messages("seq > ? order by seq limit ?", afterSequence, limit + gone.size())).stream()
                .filter(row -> !gone.contains(row.sequence()) && !leaving.contains(row.sequence()))
                .limit(limit)
                .toList();
    }

    /** The broker has it: its row leaves with one of the next commits. Returns at once, for use in a callback. */
    public void acknowledged(long sequence) {
        if (leaving.add(sequence)) {
            commits.soon(
                    s -> {
                        s.delete(sequence);
                        return true;
                    },
                    () -> leaving.remove(sequence));
        }
    }

    /** The sequence of the newest message so far. */
    public long lastSequence() {
        return store.lastSequence();
    }

    /** Runs after each append, on the appending thread; one listener, which must not block. */
    public void onAppend(Runnable run) {
        listener = run;
    }

    public OutboxStatistics statistics() {
        return store.statistics();
    }

    /** Code to sentence of what is wrong now; empty when all is well. */
    public Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        OutboxException failing = commits.failing();
        if (failing != null) {
            problems.put(failing.code(), failing.getMessage());
        }
        if (store.atLimit()) {
            problems.put(
                    "outbox-at-limit",
                    "the outbox is at its limit of " + configuration.maximumBytes() + " bytes; "
                            + store.statistics().dropped()
                            + " of its oldest summaries and states were given up so far, no incident");
        }
        store.rescueSaid().ifPresent(sentence -> problems.put("database-set-aside", sentence));
        return problems;
    }

    /** Finishes what was asked for so far. */
    @Override
    public void close() {
        commits.close();
        try {
            store.close();
        } catch (SQLException e) {
            throw Failures.translate(e, file);
        } finally {
            release(lockFile);
        }
    }

    private <T> T read(Store.Query<T> query) {
        try {
            try {
                return store.read(query);
            } catch (SQLException e) {
                if (!Failures.damaged(e)) {
                    throw e;
                }
                commits.durably(s -> {
                    s.check();
                    return true;
                });
                return store.read(query);
            }
        } catch (SQLException e) {
            throw Failures.translate(e, file);
        }
    }

    private static FileChannel lock(Path folder) {
        Path path = folder.resolve("lock");
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held within this very process: the same answer as for another one.
        } catch (IOException e) {
            throw new OutboxException(
                    "folder-not-writable", "the outbox's folder " + folder + " cannot be used: " + e, e);
        }
        release(channel);
        throw new OutboxException("outbox-in-use", "the outbox in " + folder + " is in use by another agent");
    }

    private static void release(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new OutboxException("disk-error", "the outbox's lock could not be released: " + e, e);
        }
    }
}
