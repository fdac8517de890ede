package dev.spotter.outbox;

import java.time.Instant;
import java.util.Objects;

/**
 * A document of the device's local history, such as an incident in its present state.
 *
 * @param kind what it is, such as {@code incident}
 * @param id unique within its kind; a later record with the same kind and id takes its place
 * @param document JSON
 * @param time wall-clock time by which {@link History#list} orders
 */
public record HistoryRecord(String kind, String id, String document, Instant time) {
    public HistoryRecord {
        if (kind == null || kind.isBlank() || id == null || id.isBlank()) {
            throw new OutboxException(
                    "invalid-message",
                    "a record of history needs a kind and an id, but has '" + kind + "', '" + id + "'");
        }
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(time, "time");
    }
}
