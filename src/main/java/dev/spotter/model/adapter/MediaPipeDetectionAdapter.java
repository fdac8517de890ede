package dev.spotter.model.adapter;

import dev.spotter.model.AdapterConfiguration.MediaPipeDetection;
import dev.spotter.model.ModelOutput.Meaning;
import dev.spotter.model.TensorReader;
import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;

/**
 * MediaPipe's detectors: a row an anchor of x and y of the middle, width, height, and x and y of each key point, all in
 * pixels and from the anchor's middle; and a logit an anchor. As MediaPipe's TensorsToDetectionsCalculator with
 * {@code reverse_output_order} and NonMaxSuppressionCalculator do it.
 */
final class MediaPipeDetectionAdapter implements ResultAdapter {
    private static final int BOX_NUMBERS = 4;

    private final MediaPipeDetection configuration;
    private final Anchors anchors;
    private final TensorReader boxes;
    private final TensorReader scores;
    private final float leastLogit;
    private final int rowNumbers;
    private final float[] rows;
    private final float[] logits;
    private final Candidates candidates;
    private final Things things;

    MediaPipeDetectionAdapter(MediaPipeDetection configuration, MeantTensors tensors) {
        this.configuration = configuration;
        anchors = Anchors.of(configuration.cells(), tensors.width(), tensors.height());
        rowNumbers = BOX_NUMBERS + 2 * configuration.keypoints().size();
        boxes = tensors.reader(Meaning.BOXES, anchors.count() * rowNumbers);
        scores = tensors.reader(Meaning.SCORES, anchors.count());
        leastLogit = Logistic.least(configuration.selection().score());
        rows = new float[boxes.elements()];
        logits = new float[scores.elements()];
        candidates = new Candidates(anchors.count(), configuration.keypoints().size());
        things = new Things(tensors.labels(), configuration.keypoints(), candidates, configuration.selection());
    }

    @Override
    public void begin(Detections where) {
        things.begin();
    }

    @Override
    public void read(PictureTransform transform, int part) {
        scores.read(logits);
        boxes.read(rows);
        candidates.clear();
        for (int anchor = 0; anchor < logits.length; anchor++) {
            if (logits[anchor] >= leastLogit) {
                offer(anchor, Logistic.of(logits[anchor]));
            }
        }
        things.add(transform);
    }

    private void offer(int anchor, float score) {
        if (score < configuration.selection().score()) {
            return;
        }
        int row = anchor * rowNumbers;
        double x = anchors.x(anchor) + rows[row];
        double y = anchors.y(anchor) + rows[row + 1];
        double width = rows[row + 2];
        double height = rows[row + 3];
        int place = candidates.offer(score, 0, x - width / 2, y - height / 2, x + width / 2, y + height / 2);
        if (place < 0) {
            return;
        }
        for (int point = 0; point < configuration.keypoints().size(); point++) {
            int at = row + BOX_NUMBERS + 2 * point;
            candidates.keypoint(place, point, anchors.x(anchor) + rows[at], anchors.y(anchor) + rows[at + 1]);
        }
    }

    @Override
    public Finding found() {
        return things.found();
    }
}
