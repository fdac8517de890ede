package dev.spotter.capture.camera;

import java.time.Duration;

/**
 * How long a camera is waited for.
 *
 * @param frame time without a frame after which its child is killed
 * @param firstFrame the same before its first frame, since connecting and finding a key frame takes a while
 * @param shortest pause before a child that has failed is started anew; doubled with each that fails
 * @param longest the longest such pause
 * @param well how long a child gives frames before the next pause is the shortest again
 */
record CameraPatience(Duration frame, Duration firstFrame, Duration shortest, Duration longest, Duration well) {
    static final CameraPatience USUAL = new CameraPatience(
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));
}
