package dev.spotter.model;

import java.util.Optional;

/**
 * How a detected part of a frame is cut out for a model that looks at parts. What is cut out is brought to the tensor's
 * proportions as the rule says, else as the input's {@link ImageInput.Fit} does.
 */
public sealed interface RegionRule {
    /** The largest margin. */
    double MOST_MARGIN = 4;

    /** The box of what was detected, with nothing around it: for packages that say nothing. */
    RegionRule BOX = new AroundBox(0, Optional.empty());

    /** How much is added at each side, as a share of the region's own side. */
    double margin();

    /**
     * The box of what was detected.
     *
     * @param margin 0 to {@value #MOST_MARGIN}
     * @param fit how it comes to the tensor's proportions, where that is not as the whole frame does
     */
    record AroundBox(double margin, Optional<ImageInput.Fit> fit) implements RegionRule {
        public AroundBox {
            requireMargin(margin);
        }
    }

    /**
     * A square around a key point of what was detected, turned so that a second key point, which stands on the circle within
     * the square, is straight above the first (MediaPipe, {@code AlignmentPointsRectsCalculator} with a target angle of 90
     * degrees).
     *
     * @param centre name of the key point in the middle
     * @param towards name of the key point that is above it, half a side away
     * @param margin 0 to {@value #MOST_MARGIN}; MediaPipe's {@code scale_x: 1.25} is a margin of 0.125
     */
    record AroundKeypoints(String centre, String towards, double margin) implements RegionRule {
        public AroundKeypoints {
            requireMargin(margin);
            if (centre.equals(towards)) {
                throw new IllegalArgumentException(
                        "a region goes from one key point towards another, but centre and towards are both '%s'"
                                .formatted(centre));
            }
        }
    }

    private static void requireMargin(double margin) {
        if (!(margin >= 0 && margin <= MOST_MARGIN)) {
            throw new IllegalArgumentException(
                    "the margin of a region is %s, allowed is 0 to %s".formatted(margin, MOST_MARGIN));
        }
    }
}
