package dev.spotter.model.channel;

import static dev.spotter.model.channel.BodyAxis.X;
import static dev.spotter.model.channel.BodyAxis.Y;
import static dev.spotter.model.channel.BodyAxis.Z;
import static dev.spotter.model.channel.BodyPart.ANKLE;
import static dev.spotter.model.channel.BodyPart.ELBOW;
import static dev.spotter.model.channel.BodyPart.HIP;
import static dev.spotter.model.channel.BodyPart.KNEE;
import static dev.spotter.model.channel.BodyPart.SHOULDER;
import static dev.spotter.model.channel.BodyPart.WRIST;

import dev.spotter.observation.BodyPoint;
import java.util.Arrays;
import java.util.List;

/**
 * Lengths and directions on a body in one picture. {@code models-tflite/training/pose/channels.py} computes the same, and
 * a test holds the two together. A denominator is at least {@value #SMALL} in size. One thread at a time; allocates
 * nothing once made.
 */
final class Body {
    static final float SMALL = 0.01f;

    private static final int AXES = BodyAxis.values().length;
    private static final int ABSENT = -1;

    private final int[] places = new int[BodyPoint.values().length * AXES];
    private float[] values;

    /**
     * @param channels what the values of a sample are, such as {@code left-hip.x}
     */
    Body(List<String> channels) {
        Arrays.fill(places, ABSENT);
        for (BodyPoint point : BodyPoint.values()) {
            for (BodyAxis axis : BodyAxis.values()) {
                places[place(point, axis)] = channels.indexOf(channel(point, axis));
            }
        }
    }

    static String channel(BodyPoint point, BodyAxis axis) {
        return point.word() + "." + axis.word();
    }

    private static int place(BodyPoint point, BodyAxis axis) {
        return point.ordinal() * AXES + axis.ordinal();
    }

    /** Looks at these values from now on. */
    Body of(float[] sample) {
        values = sample;
        return this;
    }

    float at(BodyPoint point, BodyAxis axis) {
        return values[places[place(point, axis)]];
    }

    /** In the middle between left and right. */
    float mid(BodyPart part, BodyAxis axis) {
        return (at(part.left(), axis) + at(part.right(), axis)) / 2;
    }

    /** From the right one to the left one. */
    float across(BodyPart part, BodyAxis axis) {
        return at(part.left(), axis) - at(part.right(), axis);
    }

    float from(BodyPart start, BodyPart end, BodyAxis axis) {
        return mid(end, axis) - mid(start, axis);
    }

    /** Length of the trunk in the picture. */
    float trunk() {
        return Math.max(length(from(HIP, SHOULDER, X), from(HIP, SHOULDER, Y)), SMALL);
    }

    /**
     * 1 where the body faces the picture's right, -1 where it faces left: where the nose is from the shoulders, and where
     * a lying body's shoulders are from its hips.
     */
    float facing() {
        float along = from(HIP, SHOULDER, X);
        boolean lying = Math.abs(along) > Math.abs(from(HIP, SHOULDER, Y));
        return (lying ? along : at(BodyPoint.NOSE, X) - mid(SHOULDER, X)) < 0 ? -1 : 1;
    }

    /** How high the shoulders are above what the arms stand on: elbows or wrists, whichever are lower. */
    float stand() {
        return Math.max(mid(ELBOW, Y), mid(WRIST, Y)) - mid(SHOULDER, Y);
    }

    /** How high a part is above the line through two others, straight up in the picture. */
    float rise(BodyPart part, BodyPart start, BodyPart end) {
        float share = ratio(from(start, part, X), from(start, end, X));
        return mid(start, Y) + share * from(start, end, Y) - mid(part, Y);
    }

    /** Of the leg whose ankle is ahead of the other's. */
    float front(BodyPart part, BodyAxis axis) {
        return at(facing() * across(ANKLE, X) > 0 ? part.left() : part.right(), axis);
    }

    /** Length of the foot of the front leg, along the picture's width. */
    float frontFoot() {
        return Math.abs(front(BodyPart.FOOT_INDEX, X) - front(BodyPart.HEEL, X));
    }

    float stride() {
        return Math.max(Math.abs(across(ANKLE, X)), Math.abs(across(KNEE, X)));
    }

    /** Distance of the shoulders in the plane of x and z, so of any turn. */
    float width() {
        return Math.max(length(across(SHOULDER, X), across(SHOULDER, Z)), SMALL);
    }

    /** How high the nose is above the ankles. */
    float tall() {
        return mid(ANKLE, Y) - at(BodyPoint.NOSE, Y);
    }

    /** Distance of the middles of two parts in the plane of x and z, in widths of the shoulders. */
    float level(BodyPart start, BodyPart end) {
        return length(from(start, end, X), from(start, end, Z)) / width();
    }

    /** The same on each side of the body, and the mean of both. */
    float levelEach(BodyPart start, BodyPart end) {
        return (level(start.left(), end.left()) + level(start.right(), end.right())) / 2;
    }

    private float level(BodyPoint start, BodyPoint end) {
        return length(at(end, X) - at(start, X), at(end, Z) - at(start, Z)) / width();
    }

    /**
     * Length of a vector in the plane of x and z along the way that the body faces, in widths of the shoulders. The way is
     * at a right angle to the shoulders; z grows away from the camera, so somebody who faces it has the left shoulder at
     * the larger x.
     */
    float ahead(float x, float z) {
        float width = width();
        return (x * across(SHOULDER, Z) - z * across(SHOULDER, X)) / (width * width);
    }

    /** A quotient; the denominator keeps its sign, and 0 counts as positive. */
    static float ratio(float above, float below) {
        return above / (below < 0 ? Math.min(below, -SMALL) : Math.max(below, SMALL));
    }

    static float length(float x, float y) {
        return (float) Math.sqrt(x * x + y * y);
    }
}
