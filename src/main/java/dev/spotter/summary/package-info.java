/** Observations to per-minute summaries and to the current state of each station. */
package dev.spotter.summary;
