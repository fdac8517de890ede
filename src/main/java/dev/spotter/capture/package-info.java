/** Cameras and sensors to frames and samples: replayed recordings, simulated lifters, and the writer of recordings. */
package dev.spotter.capture;
