package dev.spotter.model.adapter;

import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.Box;
import dev.spotter.observation.Keypoints;
import dev.spotter.observation.Pose;
import dev.spotter.observation.Poses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers the bodies of a frame. */
final class Bodies {
    private static final Comparator<Pose> SUREST_FIRST = (a, b) -> Float.compare(b.score(), a.score());

    private final List<String> names;
    private final float score;
    private final float pointScore;
    private final List<Pose> poses = new ArrayList<>();

    /**
     * @param names of the points, in their order
     * @param score least of a body that is given
     * @param pointScore least of the points that the box is drawn around
     */
    Bodies(List<String> names, float score, float pointScore) {
        this.names = names;
        this.score = score;
        this.pointScore = pointScore;
    }

    void begin() {
        poses.clear();
    }

    /**
     * One body, left out where it is not sure enough, a number of it is not finite, or its sure points have no area.
     *
     * @param bodyScore how sure the model is of it
     * @param points for each point its x and y in the tensor, in pixels, and its score
     */
    void add(PictureTransform transform, float bodyScore, float[] points) {
        if (!(bodyScore >= score)) {
            return;
        }
        float[] values = new float[points.length];
        float left = Float.POSITIVE_INFINITY;
        float top = Float.POSITIVE_INFINITY;
        float right = Float.NEGATIVE_INFINITY;
        float bottom = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < points.length; i += Keypoints.STRIDE) {
            float x = transform.shareX(points[i], points[i + 1]);
            float y = transform.shareY(points[i], points[i + 1]);
            float sure = points[i + 2];
            if (!(Float.isFinite(x) && Float.isFinite(y) && Float.isFinite(sure))) {
                return;
            }
            values[i] = x;
            values[i + 1] = y;
            values[i + 2] = Math.clamp(sure, 0f, 1f);
            if (sure >= pointScore) {
                left = Math.min(left, x);
                top = Math.min(top, y);
                right = Math.max(right, x);
                bottom = Math.max(bottom, y);
            }
        }
        float width = right - left;
        float height = bottom - top;
        if (width > 0 && height > 0 && Float.isFinite(width) && Float.isFinite(height)) {
            poses.add(
                    new Pose(Math.min(bodyScore, 1), new Box(left, top, width, height), new Keypoints(names, values)));
        }
    }

    Poses found() {
        if (poses.isEmpty()) {
            return Poses.NONE;
        }
        poses.sort(SUREST_FIRST);
        return new Poses(poses);
    }
}
