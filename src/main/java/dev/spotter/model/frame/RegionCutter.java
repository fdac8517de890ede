package dev.spotter.model.frame;

import dev.spotter.model.ImageInput;
import dev.spotter.model.ModelException;
import dev.spotter.model.RegionRule;
import dev.spotter.observation.Box;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Frame;
import dev.spotter.observation.Keypoints;
import java.util.List;

/** Finds where the part of a frame is that a model looks at, as its package's region rule says. */
final class RegionCutter {
    /** Regions of a narrower side are not looked at: there is nothing to see. */
    private static final double LEAST_PIXELS = 1;
    /** Nor are those that are so many times as large as the frame, or so far away: no camera sees such a thing. */
    private static final double MOST_FRAMES = 100;

    private final String model;
    private final ImageInput input;

    // where the points of a rule stand in key points of these names
    private List<String> names = List.of();
    private int centre = -1;
    private int towards = -1;

    /** @param model how messages call it */
    RegionCutter(String model, ImageInput input) {
        this.model = model;
        this.input = input;
    }

    /**
     * Sets the transform so that it shows a detection.
     *
     * @return whether there is something to see: not where the region is less than a pixel wide, beyond all measure, or no
     *     numbers
     * @throws ModelException {@code region-keypoint-missing}
     */
    boolean cut(Frame frame, Detection detection, PictureTransform transform) {
        return switch (input.region()) {
            case RegionRule.AroundBox rule -> around(frame, detection.box(), rule, transform);
            case RegionRule.AroundKeypoints points -> around(frame, detection.keypoints(), points, transform);
        };
    }

    private boolean around(Frame frame, Box box, RegionRule.AroundBox rule, PictureTransform transform) {
        double grown = 1 + 2 * rule.margin();
        return place(
                frame,
                rule.fit().orElse(input.fit()),
                transform,
                (box.x() + box.width() / 2.0) * frame.width(),
                (box.y() + box.height() / 2.0) * frame.height(),
                grown * box.width() * frame.width(),
                grown * box.height() * frame.height(),
                0);
    }

    private boolean around(
            Frame frame, Keypoints keypoints, RegionRule.AroundKeypoints rule, PictureTransform transform) {
        find(keypoints.names(), rule);
        double x = (double) keypoints.x(centre) * frame.width();
        double y = (double) keypoints.y(centre) * frame.height();
        double right = (double) keypoints.x(towards) * frame.width() - x;
        double down = (double) keypoints.y(towards) * frame.height() - y;
        double side = 2 * Math.hypot(right, down) * (1 + 2 * rule.margin());
        return place(frame, input.fit(), transform, x, y, side, side, Math.atan2(right, -down));
    }

    private boolean place(
            Frame frame,
            ImageInput.Fit fit,
            PictureTransform transform,
            double x,
            double y,
            double width,
            double height,
            double rotation) {
        double most = MOST_FRAMES * (frame.width() + frame.height());
        if (!(width >= LEAST_PIXELS
                && height >= LEAST_PIXELS
                && Math.max(width, height) <= most
                && Math.max(Math.abs(x), Math.abs(y)) <= most)) {
            return false;
        }
        transform.part(
                fit, frame.width(), frame.height(), input.width(), input.height(), x, y, width, height, rotation);
        return true;
    }

    private void find(List<String> given, RegionRule.AroundKeypoints rule) {
        if (given == names && centre >= 0) {
            return;
        }
        names = given;
        centre = given.indexOf(rule.centre());
        towards = given.indexOf(rule.towards());
        if (centre < 0 || towards < 0) {
            centre = -1;
            throw new ModelException(
                    "region-keypoint-missing",
                    "%s cuts its regions out by the key points %s and %s, but what was detected has %s"
                            .formatted(model, rule.centre(), rule.towards(), given));
        }
    }
}
