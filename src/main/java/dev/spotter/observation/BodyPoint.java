package dev.spotter.observation;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The key points of a body: MediaPipe's 33 landmarks, in its order. MoveNet's 17 (COCO's) are among them. Left and right
 * are the body's own.
 */
public enum BodyPoint {
    NOSE,
    LEFT_EYE_INNER,
    LEFT_EYE,
    LEFT_EYE_OUTER,
    RIGHT_EYE_INNER,
    RIGHT_EYE,
    RIGHT_EYE_OUTER,
    LEFT_EAR,
    RIGHT_EAR,
    MOUTH_LEFT,
    MOUTH_RIGHT,
    LEFT_SHOULDER,
    RIGHT_SHOULDER,
    LEFT_ELBOW,
    RIGHT_ELBOW,
    LEFT_WRIST,
    RIGHT_WRIST,
    LEFT_PINKY,
    RIGHT_PINKY,
    LEFT_INDEX,
    RIGHT_INDEX,
    LEFT_THUMB,
    RIGHT_THUMB,
    LEFT_HIP,
    RIGHT_HIP,
    LEFT_KNEE,
    RIGHT_KNEE,
    LEFT_ANKLE,
    RIGHT_ANKLE,
    LEFT_HEEL,
    RIGHT_HEEL,
    LEFT_FOOT_INDEX,
    RIGHT_FOOT_INDEX;

    private static final Map<String, BodyPoint> BY_WORD = new HashMap<>();

    static {
        for (BodyPoint point : values()) {
            BY_WORD.put(point.word, point);
        }
    }

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name in channels and files, such as {@code left-foot-index}. */
    public String word() {
        return word;
    }

    /** The point of a name in channels, where there is one. */
    public static Optional<BodyPoint> find(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }
}
