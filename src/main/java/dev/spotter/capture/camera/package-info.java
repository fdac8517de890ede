/** Cameras: an ffmpeg child each, its frames over a pipe into reused buffers, and the masks that nobody looks behind. */
package dev.spotter.capture.camera;
