package dev.spotter.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sets a damaged database aside and makes a new one of what can still be read in it. Killed at any point, the next
 * start finishes it: the damaged file keeps its place in the folder, and the new one appears by a rename.
 */
final class Rescue {
    private static final String ASIDE = ".damaged-";
    private static final String UNFINISHED = ".rescue";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final Path file;

    Rescue(Path file) {
        this.file = file;
    }

    /** Moves the database with its write-ahead log, in which its newest messages may be. */
    void setAside() throws IOException {
        Path aside = beside(ASIDE + STAMP.format(Instant.now()));
        move(file, aside);
        takeLogAlong(aside);
        sync();
    }

    /** Finishes what a kill interrupted, if the database is missing and a damaged one is there. */
    void finish() throws IOException, SQLException {
        Optional<Path> newest = setAsideFiles().reduce((older, newer) -> newer);
        if (newest.isPresent() && !Files.exists(file)) {
            takeLogAlong(newest.get());
            copyReadable(newest.get());
        }
    }

    /** The sentence for the technician while a damaged file lies there, or nothing. */
    Optional<String> said() {
        try {
            List<Path> files = setAsideFiles().toList();
            if (files.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of("the outbox's database was damaged and set aside as " + files.getLast()
                    + "; what could be read was taken over. Move the file away when it is no longer needed");
        } catch (IOException e) {
            return Optional.of("the outbox's folder cannot be listed: " + e);
        }
    }

    private void takeLogAlong(Path aside) throws IOException {
        move(withSuffix(file, "-wal"), withSuffix(aside, "-wal"));
        Files.deleteIfExists(withSuffix(file, "-shm"));
    }

    private void copyReadable(Path damaged) throws IOException, SQLException {
        Path unfinished = beside(UNFINISHED);
        for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
            Files.deleteIfExists(withSuffix(unfinished, suffix));
        }
        try (Database fresh = new Database(unfinished)) {
            fresh.prepare();
            fresh.begin();
            try (Database old = new Database(damaged)) {
                copyMessages(old, fresh);
                copyRecords(old, fresh);
                copyCounters(old, fresh);
            } catch (SQLException e) {
                if (!Failures.damaged(e)) {
                    throw e;
                }
            }
            fresh.commit();
            fresh.execute("pragma wal_checkpoint(truncate)");
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        sync();
    }

    /** From the front until a damaged page, then from the back until one. */
    private static void copyMessages(Database old, Database fresh) throws SQLException {
        long[] reached = {Long.MIN_VALUE};
        String columns = "select seq, id, topic, qos, retained, content_type, payload, properties, created, droppable,"
                + " replace_key from message not indexed ";
        boolean whole = read(old, columns + "order by seq", row -> {
            QueuedMessage message = Database.message(row);
            copy(message, fresh);
            reached[0] = message.sequence();
        });
        if (!whole) {
            List<QueuedMessage> tail = new ArrayList<>();
            read(
                    old,
                    columns + "where seq > " + reached[0] + " order by seq desc",
                    row -> tail.add(Database.message(row)));
            for (QueuedMessage message : tail.reversed()) {
                copy(message, fresh);
            }
        }
    }

    private static void copy(QueuedMessage message, Database fresh) {
        writing(() -> {
            if (!fresh.holds(message.message().id())) {
                fresh.insert(message.sequence(), message.message());
            }
        });
    }

    private static void copyRecords(Database old, Database fresh) throws SQLException {
        long[] reached = {Long.MIN_VALUE};
        String columns = "select kind, id, document, time, n from record not indexed ";
        Database.RowReader copy = row -> {
            HistoryRecord record = Database.record(row);
            writing(() -> fresh.put(record));
            reached[0] = Math.max(reached[0], row.getLong(5));
        };
        if (!read(old, columns + "order by n", copy)) {
            read(old, columns + "where n > " + reached[0] + " order by n desc", copy);
        }
    }

    private static void copyCounters(Database old, Database fresh) throws SQLException {
        read(old, "select name, value from counter", row -> {
            String name = row.getString(1);
            long value = row.getLong(2);
            writing(() -> fresh.update("insert or replace into counter (name, value) values (?,?)", name, value));
        });
    }

    private interface Writing {
        void run() throws SQLException;
    }

    /** Keeps a failure of the new database apart from the old one's, which ends only the reading. */
    private static void writing(Writing step) {
        try {
            step.run();
        } catch (SQLException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** Whether all of it could be read. */
    private static boolean read(Database old, String sql, Database.RowReader reader) throws SQLException {
        try {
            old.each(sql, reader);
            return true;
        } catch (UncheckedIOException e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            // A damaged page gives any error there is, nonsense values among them; what was read so far is kept.
            return false;
        }
    }

    private Stream<Path> setAsideFiles() throws IOException {
        String prefix = file.getFileName() + ASIDE;
        try (Stream<Path> files = Files.list(file.getParent())) {
            return files
                    .filter(f -> f.getFileName().toString().startsWith(prefix))
                    .filter(f -> !f.getFileName().toString().endsWith("-wal"))
                    .filter(f -> !f.getFileName().toString().endsWith("-shm"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void sync() throws IOException {
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private Path beside(String suffix) {
        return withSuffix(file, suffix);
    }

    private static Path withSuffix(Path path, String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }
}
