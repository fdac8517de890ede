/** Durable store-and-forward on SQLite: what was appended leaves only when the broker acknowledged it; and the device's local history. */
package dev.spotter.outbox;
