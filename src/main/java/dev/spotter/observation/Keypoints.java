package dev.spotter.observation;

import java.util.List;

/**
 * Named points in a frame. The array is taken over, not copied: whoever makes key points must not write to it afterwards,
 * whoever reads them must not write to it at all.
 *
 * @param names of the points, in the order of the values
 * @param values three a point: x and y in shares of the frame (0 is left or top; may reach over the edges), then the
 *     score, 0 to 1
 */
public record Keypoints(List<String> names, float[] values) {
    /** Numbers a point. */
    public static final int STRIDE = 3;

    /** No points. */
    public static final Keypoints NONE = new Keypoints(List.of(), new float[0]);

    public Keypoints {
        if (values.length != names.size() * STRIDE) {
            throw new IllegalArgumentException("%d key points have %d numbers, not %d"
                    .formatted(names.size(), names.size() * STRIDE, values.length));
        }
    }

    /** How many there are. */
    public int size() {
        return names.size();
    }

    /** From the left, in shares of the frame's width. */
    public float x(int point) {
        return values[point * STRIDE];
    }

    /** From the top, in shares of the frame's height. */
    public float y(int point) {
        return values[point * STRIDE + 1];
    }

    /** How sure the model is of it, 0 to 1. */
    public float score(int point) {
        return values[point * STRIDE + 2];
    }
}
