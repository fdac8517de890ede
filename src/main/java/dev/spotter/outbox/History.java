package dev.spotter.outbox;

import java.util.List;
import java.util.Optional;

/** The device's local history: JSON documents by kind and id, in the same database as the queue. */
public interface History {
    /**
     * Stores a record and queues what is to be told about it in one transaction: either all of it is durable when this
     * returns, or, when it throws {@link OutboxException}, none of it.
     */
    void put(HistoryRecord record, OutboxMessage... messages);

    /** A record, if there is one. */
    Optional<HistoryRecord> get(String kind, String id);

    /** The newest records of a kind, newest first. */
    List<HistoryRecord> list(String kind, int limit);
}
