package dev.spotter.model.adapter;

import dev.spotter.model.AdapterConfiguration.Selection;
import dev.spotter.model.AdapterConfiguration.SsdPostprocessed;
import dev.spotter.model.AdapterConfiguration.Suppression;
import dev.spotter.model.ModelOutput.Meaning;
import dev.spotter.model.TensorReader;
import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import java.util.List;

/**
 * What TFLite_Detection_PostProcess gives: n boxes of top, left, bottom and right in shares of the input, n classes, n scores,
 * and how many of them count. What is left out of overlapping boxes is left out already.
 */
final class PostprocessedAdapter implements ResultAdapter {
    private static final int SIDES = 4;

    private final SsdPostprocessed configuration;
    private final int labels;
    private final TensorReader boxesOutput;
    private final TensorReader classesOutput;
    private final TensorReader scoresOutput;
    private final TensorReader countOutput;
    private final float[] boxes;
    private final float[] classes;
    private final float[] scores;
    private final float[] count = new float[1];
    private final Candidates candidates;
    private final Things things;

    PostprocessedAdapter(SsdPostprocessed configuration, MeantTensors tensors) {
        this.configuration = configuration;
        labels = tensors.labels().size();
        scoresOutput = tensors.reader(Meaning.SCORES);
        classesOutput = tensors.reader(Meaning.CLASSES, scoresOutput.elements());
        boxesOutput = tensors.reader(Meaning.BOXES, scoresOutput.elements() * SIDES);
        countOutput = tensors.reader(Meaning.COUNT, 1);
        scores = new float[scoresOutput.elements()];
        classes = new float[scores.length];
        boxes = new float[scores.length * SIDES];
        int most = Math.clamp(scores.length, 1, Selection.MOST_BOXES);
        candidates = new Candidates(most, 0);
        // nothing overlaps by more than all
        Selection all = new Selection(configuration.score(), 1, most, Suppression.PER_LABEL);
        things = new Things(tensors.labels(), List.of(), candidates, all);
    }

    @Override
    public void begin(Detections where) {
        things.begin();
    }

    @Override
    public void read(PictureTransform transform, int part) {
        boxesOutput.read(boxes);
        classesOutput.read(classes);
        scoresOutput.read(scores);
        countOutput.read(count);
        int counted = Math.clamp((long) count[0], 0, scores.length);
        int width = transform.tensorWidth();
        int height = transform.tensorHeight();
        candidates.clear();
        for (int i = 0; i < counted; i++) {
            float first = classes[i] - configuration.firstClass();
            if (scores[i] >= configuration.score() && first > -0.5f && first < labels - 0.5f) {
                candidates.offer(
                        Math.min(scores[i], 1),
                        Math.round(first),
                        (double) boxes[i * SIDES + 1] * width,
                        (double) boxes[i * SIDES] * height,
                        (double) boxes[i * SIDES + 3] * width,
                        (double) boxes[i * SIDES + 2] * height);
            }
        }
        things.add(transform);
    }

    @Override
    public Finding found() {
        return things.found();
    }
}
