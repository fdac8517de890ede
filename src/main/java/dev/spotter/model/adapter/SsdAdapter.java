package dev.spotter.model.adapter;

import dev.spotter.model.AdapterConfiguration.Activation;
import dev.spotter.model.AdapterConfiguration.Selection;
import dev.spotter.model.AdapterConfiguration.Ssd;
import dev.spotter.model.AdapterConfiguration.Suppression;
import dev.spotter.model.Exponential;
import dev.spotter.model.ModelOutput.Meaning;
import dev.spotter.model.TensorReader;
import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import java.util.List;

/**
 * A single-shot detector without its last step: a row an anchor of the offsets of y, x, height and width, and a row an anchor
 * of a score for each label. A box's middle is the anchor's, moved by so many of its sides; its sides are the anchor's, times
 * the offsets' exponentials (Liu et al. 2016, equation 2).
 */
final class SsdAdapter implements ResultAdapter {
    private static final int OFFSETS = 4;

    private final Ssd configuration;
    private final Selection selection;
    private final Anchors anchors;
    private final TensorReader boxesOutput;
    private final TensorReader scoresOutput;
    private final int rowScores;
    private final int firstLabel;
    private final double scaleY;
    private final double scaleX;
    private final double scaleHeight;
    private final double scaleWidth;
    private final float[] offsets;
    private final float[] scores;
    // below it a score is not looked at closer; of a softmax its distance from the row's largest
    private final float least;
    private final Candidates candidates;
    private final Things things;

    SsdAdapter(Ssd configuration, MeantTensors tensors) {
        this.configuration = configuration;
        selection = configuration.selection();
        anchors = Anchors.of(configuration.anchors(), tensors.width(), tensors.height());
        firstLabel = configuration.background() ? 1 : 0;
        rowScores = tensors.labels().size() + firstLabel;
        boxesOutput = tensors.reader(Meaning.BOXES, anchors.count() * OFFSETS);
        scoresOutput = tensors.reader(Meaning.SCORES, anchors.count() * rowScores);
        offsets = new float[boxesOutput.elements()];
        scores = new float[scoresOutput.elements()];
        List<Double> scales = configuration.boxScales();
        scaleY = scales.get(0);
        scaleX = scales.get(1);
        scaleHeight = scales.get(2);
        scaleWidth = scales.get(3);
        least = configuration.activation() == Activation.NONE ? selection.score() : Logistic.least(selection.score());
        candidates = new Candidates(Selection.MOST_BOXES, 0);
        things = new Things(tensors.labels(), List.of(), candidates, selection);
    }

    @Override
    public void begin(Detections where) {
        things.begin();
    }

    @Override
    public void read(PictureTransform transform, int part) {
        boxesOutput.read(offsets);
        scoresOutput.read(scores);
        candidates.clear();
        for (int anchor = 0; anchor < anchors.count(); anchor++) {
            row(anchor);
        }
        things.add(transform);
    }

    @Override
    public Finding found() {
        return things.found();
    }

    private void row(int anchor) {
        int row = anchor * rowScores;
        int best = row + firstLabel;
        for (int i = best + 1; i < row + rowScores; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        boolean softmax = configuration.activation() == Activation.SOFTMAX;
        float largest = softmax ? largest(row, best) : 0;
        if (!mayBeSure(scores[best], largest)) {
            return;
        }
        double sum = softmax ? sum(row, largest) : 0;
        if (selection.suppression() == Suppression.OVER_LABELS) {
            offer(anchor, best - row - firstLabel, probability(scores[best], largest, sum));
            return;
        }
        for (int i = row + firstLabel; i < row + rowScores; i++) {
            if (mayBeSure(scores[i], largest)) {
                offer(anchor, i - row - firstLabel, probability(scores[i], largest, sum));
            }
        }
    }

    /** Cheaply: of a softmax no probability but the largest one's is over that of the two alone. */
    private boolean mayBeSure(float score, float largest) {
        return score == largest || score - largest >= least;
    }

    private float largest(int row, int best) {
        return firstLabel == 0 ? scores[best] : Math.max(scores[row], scores[best]);
    }

    private double sum(int row, float largest) {
        double sum = 0;
        for (int i = row; i < row + rowScores; i++) {
            sum += Exponential.of(scores[i] - largest);
        }
        return sum;
    }

    private float probability(float score, float largest, double sum) {
        return switch (configuration.activation()) {
            case NONE -> score;
            case SIGMOID -> Logistic.of(score);
            case SOFTMAX -> (float) (Exponential.of(score - largest) / sum);
        };
    }

    private void offer(int anchor, int label, float probability) {
        if (!(probability >= selection.score())) {
            return;
        }
        int row = anchor * OFFSETS;
        double y = anchors.y(anchor) + offsets[row] / scaleY * anchors.height(anchor);
        double x = anchors.x(anchor) + offsets[row + 1] / scaleX * anchors.width(anchor);
        double halfHeight = anchors.height(anchor) * Exponential.of(offsets[row + 2] / scaleHeight) / 2;
        double halfWidth = anchors.width(anchor) * Exponential.of(offsets[row + 3] / scaleWidth) / 2;
        candidates.offer(Math.min(probability, 1), label, x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
    }
}
