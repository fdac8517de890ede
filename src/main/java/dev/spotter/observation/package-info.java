/** The records that travel: what was seen, where, and when in monotonic time. */
package dev.spotter.observation;
