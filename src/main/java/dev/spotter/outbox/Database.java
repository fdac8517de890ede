package dev.spotter.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sqlite.SQLiteConfig;

/** One connection to the file: its tables and statements. Not for several threads at once. */
final class Database implements AutoCloseable {
    private static final int LAYOUT = 1;
    private static final long NANOS = 1_000_000_000L;
    private static final int BUSY_MILLIS = 10_000;
    private static final int LOG_PAGES = 250;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COLUMNS =
            "seq, id, topic, qos, retained, content_type, payload, properties, created, droppable, replace_key";
    private static final String[] TABLES = {
        """
        create table if not exists message (
            seq integer primary key autoincrement, id text not null unique, topic text not null, qos integer not null,
            retained integer not null, content_type text, payload blob not null, properties text not null,
            created integer not null, droppable integer not null, replace_key text, size integer not null)""",
        "create index if not exists message_droppable on message (seq) where droppable = 1",
        "create index if not exists message_replace on message (replace_key) where replace_key is not null",
        """
        create table if not exists record (
            n integer primary key, kind text not null, id text not null, document text not null, time integer not null,
            unique (kind, id))""",
        "create index if not exists record_time on record (kind, time)",
        "create table if not exists counter (name text primary key, value integer not null)",
        "pragma user_version = " + LAYOUT
    };

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>();

    /** How far a query reads. */
    interface RowReader {
        void row(ResultSet row) throws SQLException;
    }

    Database(Path file) throws SQLException {
        SQLiteConfig settings = new SQLiteConfig();
        settings.setBusyTimeout(BUSY_MILLIS);
        connection = settings.createConnection("jdbc:sqlite:" + file);
    }

    /** Makes commits durable (WAL, an fsync each) and the tables present. */
    void prepare() throws SQLException {
        execute("pragma journal_mode = wal");
        execute("pragma synchronous = full");
        execute("pragma wal_autocheckpoint = " + LOG_PAGES);
        long layout = number("pragma user_version");
        if (layout > LAYOUT) {
            throw new OutboxException(
                    "database-too-new",
                    "the outbox's database has layout " + layout + ", but this version reads up to " + LAYOUT);
        }
        if (layout < LAYOUT) {
            begin();
            for (String table : TABLES) {
                execute(table);
            }
            commit();
        }
    }

    /** What SQLite finds wrong with the file, {@code null} if nothing. */
    String damage() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("pragma quick_check(1)")) {
            String first = found.next() ? found.getString(1) : "ok";
            return first.equals("ok") ? null : first;
        }
    }

    void begin() throws SQLException {
        execute("begin immediate");
    }

    void commit() throws SQLException {
        execute("commit");
    }

    /** After a failure; SQLite may have rolled back by itself, then there is nothing left to do. */
    void rollback() throws SQLException {
        if (!connection.isClosed()) {
            try {
                execute("rollback");
            } catch (SQLException e) {
                if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
                    throw e;
                }
            }
        }
    }

    void insert(Long sequence, OutboxMessage message) throws SQLException {
        update(
                "insert into message (" + COLUMNS + ", size) values (?,?,?,?,?,?,?,?,?,?,?,?)",
                sequence,
                message.id(),
                message.topic(),
                message.qos(),
                message.retained() ? 1 : 0,
                message.contentType(),
                message.payload(),
                encode(message.userProperties()),
                nanos(message.createdAt()),
                message.retention() == Retention.DROPPABLE ? 1 : 0,
                message.replaceKey(),
                message.sizeBytes());
    }

    boolean holds(String id) throws SQLException {
        boolean[] held = {false};
        each("select 1 from message where id = ?", row -> held[0] = true, id);
        return held[0];
    }

    /** Deletes rows and gives the sizes of what went. */
    List<Long> delete(String which, Object... parameters) throws SQLException {
        List<Long> sizes = new ArrayList<>();
        each("delete from message where " + which + " returning size", row -> sizes.add(row.getLong(1)), parameters);
        return sizes;
    }

    List<QueuedMessage> messages(String which, Object... parameters) throws SQLException {
        List<QueuedMessage> messages = new ArrayList<>();
        each("select " + COLUMNS + " from message where " + which, row -> messages.add(message(row)), parameters);
        return messages;
    }

    void each(String sql, RowReader reader, Object... parameters) throws SQLException {
        try (ResultSet rows = prepared(sql, parameters).executeQuery()) {
            while (rows.next()) {
                reader.row(rows);
            }
        } catch (SQLException e) {
            forget(sql, e);
            throw e;
        }
    }

    void update(String sql, Object... parameters) throws SQLException {
        try {
            prepared(sql, parameters).executeUpdate();
        } catch (SQLException e) {
            forget(sql, e);
            throw e;
        }
    }

    static QueuedMessage message(ResultSet row) throws SQLException {
        return new QueuedMessage(
                row.getLong(1),
                new OutboxMessage(
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        row.getInt(5) == 1,
                        row.getString(6),
                        row.getBytes(7),
                        decode(row.getString(8)),
                        instant(row.getLong(9)),
                        row.getInt(10) == 1 ? Retention.DROPPABLE : Retention.UNTIL_ACKNOWLEDGED,
                        row.getString(11)));
    }

    static HistoryRecord record(ResultSet row) throws SQLException {
        return new HistoryRecord(row.getString(1), row.getString(2), row.getString(3), instant(row.getLong(4)));
    }

    void put(HistoryRecord record) throws SQLException {
        update(
                "insert into record (kind, id, document, time) values (?,?,?,?)"
                        + " on conflict (kind, id) do update set document = excluded.document, time = excluded.time",
                record.kind(),
                record.id(),
                record.document(),
                nanos(record.time()));
    }

    List<HistoryRecord> records(String which, Object... parameters) throws SQLException {
        List<HistoryRecord> records = new ArrayList<>();
        each("select kind, id, document, time from record where " + which, row -> records.add(record(row)), parameters);
        return records;
    }

    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        connection.close();
    }

    private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** The driver leaves a statement that failed unusable. */
    private void forget(String sql, SQLException failure) {
        try (PreparedStatement failed = statements.remove(sql)) {
            if (failed != null) {
                failed.clearParameters();
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** Since 1970; good until 2262. */
    private static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }

    private static String encode(Map<String, String> properties) {
        ObjectNode object = JSON.createObjectNode();
        properties.forEach(object::put);
        return object.toString();
    }

    private static Map<String, String> decode(String text) throws SQLException {
        try {
            Map<String, String> properties = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> property : JSON.readTree(text).properties()) {
                properties.put(property.getKey(), property.getValue().textValue());
            }
            return properties;
        } catch (JsonProcessingException e) {
            throw new SQLException("the properties of a message are not JSON", e);
        }
    }
}
