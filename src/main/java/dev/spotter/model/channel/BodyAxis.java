package dev.spotter.model.channel;

import java.util.Locale;

/**
 * An axis of key points: x and y from 0 to 1 of the picture's width and height, y down; z MediaPipe's depth on the scale
 * of x, away from the camera.
 */
enum BodyAxis {
    X,
    Y,
    Z;

    private final String word = name().toLowerCase(Locale.ROOT);

    String word() {
        return word;
    }
}
