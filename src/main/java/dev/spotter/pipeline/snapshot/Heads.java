package dev.spotter.pipeline.snapshot;

import dev.spotter.observation.BodyPoint;
import dev.spotter.observation.Box;
import dev.spotter.observation.Frame;
import dev.spotter.observation.Keypoints;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Where the head of a body is, by its key points. */
final class Heads {
    /** Points that are not sure are better too many than too few: what they add is blurred. */
    private static final float LEAST_SCORE = 0.1f;
    /** A head's height in widths of the shoulders, and in lengths of the trunk (Drillis and Contini's proportions). */
    private static final double OF_SHOULDERS = 0.7;

    private static final double OF_TRUNK = 0.5;
    /** The head in lengths between its outermost points, which may be the eyes alone. */
    private static final double OF_FACE = 2;
    /** A head that only a point tells of, in heights of the frame. */
    private static final double LEAST = 0.06;

    private static final Set<BodyPoint> HEAD = EnumSet.range(BodyPoint.NOSE, BodyPoint.MOUTH_RIGHT);

    private Heads() {}

    /** The square around a head; empty where no point of it is seen. */
    static Optional<Box> of(Keypoints points, Frame frame) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int point = 0; point < points.size(); point++) {
            if (points.score(point) >= LEAST_SCORE
                    && BodyPoint.find(points.names().get(point))
                            .filter(HEAD::contains)
                            .isPresent()) {
                left = Math.min(left, points.x(point) * frame.width());
                right = Math.max(right, points.x(point) * frame.width());
                top = Math.min(top, points.y(point) * frame.height());
                bottom = Math.max(bottom, points.y(point) * frame.height());
            }
        }
        if (left > right) {
            return Optional.empty();
        }
        double side = Math.max(LEAST * frame.height(), OF_FACE * Math.hypot(right - left, bottom - top));
        side = Math.max(
                side, OF_SHOULDERS * distance(points, BodyPoint.LEFT_SHOULDER, BodyPoint.RIGHT_SHOULDER, frame));
        side = Math.max(side, OF_TRUNK * distance(points, BodyPoint.LEFT_SHOULDER, BodyPoint.LEFT_HIP, frame));
        side = Math.max(side, OF_TRUNK * distance(points, BodyPoint.RIGHT_SHOULDER, BodyPoint.RIGHT_HIP, frame));
        return Optional.of(new Box(
                (float) (((left + right) / 2 - side / 2) / frame.width()),
                (float) (((top + bottom) / 2 - side / 2) / frame.height()),
                (float) (side / frame.width()),
                (float) (side / frame.height())));
    }

    /** In pixels; 0 where one of the points is missing. */
    private static double distance(Keypoints points, BodyPoint from, BodyPoint to, Frame frame) {
        int a = points.names().indexOf(from.word());
        int b = points.names().indexOf(to.word());
        if (a < 0 || b < 0 || points.score(a) < LEAST_SCORE || points.score(b) < LEAST_SCORE) {
            return 0;
        }
        return Math.hypot((points.x(a) - points.x(b)) * frame.width(), (points.y(a) - points.y(b)) * frame.height());
    }
}
