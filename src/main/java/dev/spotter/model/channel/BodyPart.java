package dev.spotter.model.channel;

import dev.spotter.observation.BodyPoint;

/** A part that a body has on the left and on the right. */
enum BodyPart {
    SHOULDER(BodyPoint.LEFT_SHOULDER, BodyPoint.RIGHT_SHOULDER),
    ELBOW(BodyPoint.LEFT_ELBOW, BodyPoint.RIGHT_ELBOW),
    WRIST(BodyPoint.LEFT_WRIST, BodyPoint.RIGHT_WRIST),
    HIP(BodyPoint.LEFT_HIP, BodyPoint.RIGHT_HIP),
    KNEE(BodyPoint.LEFT_KNEE, BodyPoint.RIGHT_KNEE),
    ANKLE(BodyPoint.LEFT_ANKLE, BodyPoint.RIGHT_ANKLE),
    HEEL(BodyPoint.LEFT_HEEL, BodyPoint.RIGHT_HEEL),
    FOOT_INDEX(BodyPoint.LEFT_FOOT_INDEX, BodyPoint.RIGHT_FOOT_INDEX);

    private final BodyPoint left;
    private final BodyPoint right;

    BodyPart(BodyPoint left, BodyPoint right) {
        this.left = left;
        this.right = right;
    }

    BodyPoint left() {
        return left;
    }

    BodyPoint right() {
        return right;
    }
}
