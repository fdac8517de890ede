package dev.spotter.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The queue and the history as SQLite keeps them, with what the limit needs counted along. One thread writes; reading
 * has a connection of its own.
 */
final class Store implements AutoCloseable {
    private static final String DROPPED = "dropped";
    private static final String TRUNCATE_LOG = "pragma wal_checkpoint(truncate)";
    private static final int DROP_AT_ONCE = 64;

    private final OutboxConfiguration configuration;
    private final Path file;
    private final Rescue rescue;
    private final Reserve reserve;
    private final Object reading = new Object();

    // valid until the database is set aside
    private Database writer;
    private Database reader;
    private boolean reserveGiven;

    // read by other threads; the writing thread alone changes them
    private volatile long waiting;
    private volatile long waitingBytes;
    private volatile long dropped;
    private volatile long replaced;
    private volatile long lastSequence;
    private volatile boolean atLimit;

    /** What reads. */
    interface Query<T> {
        T run(Database database) throws SQLException;
    }

    Store(OutboxConfiguration configuration, Path file) {
        this.configuration = configuration;
        this.file = file;
        this.rescue = new Rescue(file);
        this.reserve = new Reserve(file.resolveSibling("reserve"));
    }

    /** Opens, and sets a damaged file aside first. */
    void open() throws SQLException {
        try {
            rescue.finish();
            openOnce();
        } catch (SQLException e) {
            if (!Failures.damaged(e)) {
                close();
                throw e;
            }
            replaceDamaged();
        } catch (IOException | UncheckedIOException e) {
            throw unrescued(e);
        }
    }

    /** The damaged file is set aside, what can be read of it goes into a new one, which is open on return. */
    void replaceDamaged() throws SQLException {
        synchronized (reading) {
            try {
                closeDamaged();
                rescue.setAside();
                rescue.finish();
            } catch (IOException | UncheckedIOException e) {
                throw unrescued(e);
            }
            openOnce();
        }
    }

    void begin() throws SQLException {
        if (writer == null) {
            open();
        }
        writer.begin();
    }

    void commit() throws SQLException {
        writer.commit();
    }

    void rollback() throws SQLException {
        if (writer != null) {
            writer.rollback();
            count();
        }
    }

    /** Fails if the file is damaged. */
    void check() throws SQLException {
        // A connection of its own, since the others would look into their caches rather than into the file.
        try (Database fresh = new Database(file)) {
            String damage = fresh.damage();
            if (damage != null) {
                throw new SQLiteException(damage, SQLiteErrorCode.SQLITE_CORRUPT);
            }
        }
    }

    /**
     * Makes room on a full disk: the reserve goes, the log's content moves into the database, and the oldest droppable
     * messages leave, whose pages are used again.
     */
    void relieve() throws SQLException {
        reserve.give();
        reserveGiven = true;
        writer.execute(TRUNCATE_LOG);
        writer.begin();
        try {
            addDropped(dropOldest(DROP_AT_ONCE));
            writer.commit();
        } catch (SQLException e) {
            rollback();
            throw e;
        }
        writer.execute(TRUNCATE_LOG);
    }

    /** Whether it is in the queue now; a droppable one for which nothing else can go is dropped itself. */
    boolean insert(OutboxMessage message) throws SQLException {
        if (writer.holds(message.id())) {
            throw new OutboxException("duplicate-id", "a message with the id " + message.id() + " waits already");
        }
        if (message.replaceKey() != null) {
            replaced += forget(writer.delete("replace_key = ?", message.replaceKey()));
        }
        if (!makeRoom(message.sizeBytes()) && message.retention() == Retention.DROPPABLE) {
            addDropped(1);
            return false;
        }
        writer.insert(null, message);
        lastSequence = writer.number("select last_insert_rowid()");
        waiting++;
        waitingBytes += message.sizeBytes();
        return true;
    }

    void delete(long sequence) throws SQLException {
        forget(writer.delete("seq = ?", sequence));
        if (waitingBytes < configuration.maximumBytes() / 10 * 9) {
            atLimit = false;
        }
        if (reserveGiven) {
            reserveGiven = !reserve.hold();
        }
    }

    void put(HistoryRecord record) throws SQLException {
        writer.put(record);
        writer.update(
                "delete from record where kind = ? and n not in"
                        + " (select n from record where kind = ? order by time desc, n desc limit ?)",
                record.kind(),
                record.kind(),
                configuration.historyPerKind());
    }

    <T> T read(Query<T> query) throws SQLException {
        synchronized (reading) {
            if (reader == null) {
                throw new OutboxException("outbox-closed", "the outbox " + file + " is not open");
            }
            return query.run(reader);
        }
    }

    OutboxStatistics statistics() {
        return new OutboxStatistics(waiting, waitingBytes, dropped, replaced);
    }

    long lastSequence() {
        return lastSequence;
    }

    boolean atLimit() {
        return atLimit;
    }

    Optional<String> rescueSaid() {
        return rescue.said();
    }

    @Override
    public void close() throws SQLException {
        synchronized (reading) {
            Database first = reader;
            Database second = writer;
            reader = null;
            writer = null;
            try {
                if (first != null) {
                    first.close();
                }
            } finally {
                if (second != null) {
                    second.close();
                }
            }
        }
    }

    private void closeDamaged() throws SQLException {
        try {
            close();
        } catch (SQLException e) {
            if (!Failures.damaged(e)) {
                throw e;
            }
        }
    }

    private void openOnce() throws SQLException {
        writer = new Database(file);
        writer.prepare();
        check();
        reader = new Database(file);
        count();
        reserveGiven = !reserve.hold();
    }

    private void count() throws SQLException {
        waiting = writer.number("select count(*) from message");
        waitingBytes = writer.number("select sum(size) from message");
        dropped = writer.number("select value from counter where name = '" + DROPPED + "'");
        lastSequence = writer.number("select seq from sqlite_sequence where name = 'message'");
    }

    /** Keeps to the limit; false if there is nothing left that may go. */
    private boolean makeRoom(long bytes) throws SQLException {
        int went = 1;
        int all = 0;
        while (went > 0 && waitingBytes + bytes > configuration.maximumBytes()) {
            atLimit = true;
            went = dropOldest(1);
            all += went;
        }
        addDropped(all);
        return went > 0;
    }

    private int dropOldest(int most) throws SQLException {
        return forget(writer.delete("seq in (select seq from message where droppable = 1 order by seq limit ?)", most));
    }

    private int forget(List<Long> sizes) {
        waiting -= sizes.size();
        waitingBytes -= sizes.stream().mapToLong(Long::longValue).sum();
        return sizes.size();
    }

    private void addDropped(int count) throws SQLException {
        if (count > 0) {
            dropped += count;
            writer.update("insert or replace into counter (name, value) values (?,?)", DROPPED, dropped);
        }
    }

    private OutboxException unrescued(Exception failure) {
        return new OutboxException(
                "database-damaged",
                "the damaged database " + file + " could not be set aside and taken over: " + failure,
                failure);
    }

    /** Whether the file is there and may be written, as far as can be told beforehand. */
    static void checkFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new OutboxException(
                    "folder-not-writable", "the outbox's folder " + folder + " cannot be made: " + e, e);
        }
        if (!Files.isWritable(folder)) {
            throw new OutboxException("folder-not-writable", "the outbox's folder " + folder + " cannot be written");
        }
    }
}
