package dev.spotter.outbox;

/**
 * A message in its place in the queue.
 *
 * @param sequence rises with every append, over restarts too, and is never used again
 * @param message what waits
 */
public record QueuedMessage(long sequence, OutboxMessage message) {}
