package dev.spotter.outbox;

/**
 * The queue in figures.
 *
 * @param waiting messages that wait for the broker
 * @param waitingBytes their size as the limit counts it
 * @param dropped droppable messages that were given up for room, since the store exists
 * @param replaced messages that a newer one of the same key took the place of, since this process started
 */
public record OutboxStatistics(long waiting, long waitingBytes, long dropped, long replaced) {}
