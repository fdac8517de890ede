package dev.spotter.model.adapter;

import dev.spotter.model.AdapterConfiguration.Selection;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.Box;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Keypoints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers the things in a frame: of the candidates of each inference those that are left of overlapping ones. */
final class Things {
    private static final Comparator<Detection> SUREST_FIRST = (a, b) -> Float.compare(b.score(), a.score());

    private final List<String> labels;
    private final List<String> keypoints;
    private final Candidates candidates;
    private final NonMaximumSuppression suppression;
    private final List<Detection> detections = new ArrayList<>();

    /**
     * @param labels by the candidates' numbers
     * @param keypoints names of the candidates' points
     */
    Things(List<String> labels, List<String> keypoints, Candidates candidates, Selection selection) {
        this.labels = labels;
        this.keypoints = keypoints;
        this.candidates = candidates;
        suppression = new NonMaximumSuppression(selection, candidates);
    }

    void begin() {
        detections.clear();
    }

    /** Adds what the candidates hold now. */
    void add(PictureTransform transform) {
        int kept = suppression.choose();
        for (int rank = 0; rank < kept; rank++) {
            add(transform, suppression.kept(rank));
        }
    }

    private void add(PictureTransform transform, int place) {
        String label = labels.get(candidates.label(place));
        Box box = box(transform, place);
        Keypoints points = keypoints(transform, place);
        if (!label.equals(ModelPackage.NO_LABEL) && box != null && points != null) {
            detections.add(new Detection(label, candidates.score(place), box, points));
        }
    }

    /** The least upright box in the frame that holds it; null where that is none. */
    private Box box(PictureTransform transform, int place) {
        float left = Float.POSITIVE_INFINITY;
        float top = Float.POSITIVE_INFINITY;
        float right = Float.NEGATIVE_INFINITY;
        float bottom = Float.NEGATIVE_INFINITY;
        for (int corner = 0; corner < 4; corner++) {
            float tensorX = corner % 2 == 0 ? candidates.left(place) : candidates.right(place);
            float tensorY = corner < 2 ? candidates.top(place) : candidates.bottom(place);
            float x = transform.shareX(tensorX, tensorY);
            float y = transform.shareY(tensorX, tensorY);
            left = Math.min(left, x);
            top = Math.min(top, y);
            right = Math.max(right, x);
            bottom = Math.max(bottom, y);
        }
        float width = right - left;
        float height = bottom - top;
        boolean sound = width > 0 && height > 0 && Float.isFinite(width) && Float.isFinite(height);
        return sound ? new Box(left, top, width, height) : null;
    }

    /** As sure as the box, because the model does not say; null where one is not finite. */
    private Keypoints keypoints(PictureTransform transform, int place) {
        if (keypoints.isEmpty()) {
            return Keypoints.NONE;
        }
        float[] values = new float[keypoints.size() * Keypoints.STRIDE];
        for (int point = 0; point < keypoints.size(); point++) {
            float tensorX = candidates.keypointX(place, point);
            float tensorY = candidates.keypointY(place, point);
            float x = transform.shareX(tensorX, tensorY);
            float y = transform.shareY(tensorX, tensorY);
            if (!Float.isFinite(x) || !Float.isFinite(y)) {
                return null;
            }
            values[point * Keypoints.STRIDE] = x;
            values[point * Keypoints.STRIDE + 1] = y;
            values[point * Keypoints.STRIDE + 2] = candidates.score(place);
        }
        return new Keypoints(keypoints, values);
    }

    Detections found() {
        return surestFirst(detections);
    }

    static Detections surestFirst(List<Detection> detections) {
        if (detections.isEmpty()) {
            return Detections.NONE;
        }
        detections.sort(SUREST_FIRST);
        return new Detections(detections);
    }
}
