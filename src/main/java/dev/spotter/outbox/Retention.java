package dev.spotter.outbox;

/** What may happen to a message while it waits for the broker. */
public enum Retention {
    /** Kept until the broker acknowledged it, whatever the store's limit says. Incidents. */
    UNTIL_ACKNOWLEDGED,
    /** The oldest of these go first when the store is at its limit; how many went is counted and said. */
    DROPPABLE
}
