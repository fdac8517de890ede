package dev.spotter.model.adapter;

import dev.spotter.model.ModelException;
import dev.spotter.model.ModelOutput.Meaning;
import dev.spotter.model.Softmax;
import dev.spotter.model.TensorReader;
import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * Logits or probabilities, one a label. Of a whole frame the probabilities are given; of parts the most probable label of
 * each, in the box that it had.
 */
final class ClassificationAdapter implements ResultAdapter {
    private final MeantTensors tensors;
    private final boolean logits;
    private final TensorReader output;
    private final List<Detection> parts = new ArrayList<>();

    private Detections where = Detections.NONE;
    // of the whole frame; null where none was looked at
    private Classification whole;

    ClassificationAdapter(MeantTensors tensors) {
        this.tensors = tensors;
        logits = tensors.has(Meaning.LOGITS);
        output = tensors.reader(
                logits ? Meaning.LOGITS : Meaning.PROBABILITIES,
                tensors.labels().size());
    }

    @Override
    public void begin(Detections where) {
        this.where = where;
        parts.clear();
        whole = null;
    }

    @Override
    public void read(PictureTransform transform, int part) {
        float[] probabilities = new float[tensors.labels().size()];
        output.read(probabilities);
        if (logits) {
            Softmax.ofLogits(probabilities, tensors.temperature(), probabilities);
        } else {
            Softmax.ofProbabilities(probabilities, tensors.temperature(), probabilities);
        }
        for (float probability : probabilities) {
            if (!Float.isFinite(probability)) {
                throw new ModelException(
                        "output-not-finite",
                        "the output of %s has numbers that are not finite".formatted(tensors.model()));
            }
        }
        Classification verdict = new Classification(tensors.labels(), probabilities);
        if (part < 0) {
            whole = verdict;
        } else {
            Detection old = where.detections().get(part);
            parts.add(new Detection(verdict.topLabel(), verdict.topProbability(), old.box(), old.keypoints()));
        }
    }

    @Override
    public Finding found() {
        return whole != null ? whole : Things.surestFirst(parts);
    }
}
