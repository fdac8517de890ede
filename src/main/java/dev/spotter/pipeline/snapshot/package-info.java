/** Pictures of now: snapshots of incidents, kept on the device for a stated time, and previews. */
package dev.spotter.pipeline.snapshot;
