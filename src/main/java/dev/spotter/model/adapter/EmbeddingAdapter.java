package dev.spotter.model.adapter;

import dev.spotter.model.ModelOutput.Meaning;
import dev.spotter.model.TensorReader;
import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.Box;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Embedding;
import dev.spotter.observation.Embeddings;
import dev.spotter.observation.Finding;
import java.util.ArrayList;
import java.util.List;

/** A vector, brought to length 1. What has no direction (nothing but zeros, or numbers that are not finite) is left out. */
final class EmbeddingAdapter implements ResultAdapter {
    private final TensorReader output;
    private final List<Embedding> embeddings = new ArrayList<>();

    private Detections where = Detections.NONE;

    EmbeddingAdapter(MeantTensors tensors) {
        output = tensors.reader(Meaning.EMBEDDING);
    }

    @Override
    public void begin(Detections where) {
        this.where = where;
        embeddings.clear();
    }

    @Override
    public void read(PictureTransform transform, int part) {
        float[] vector = output.read();
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double length = Math.sqrt(squares);
        if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
            return;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        embeddings.add(new Embedding(
                part < 0 ? Box.WHOLE : where.detections().get(part).box(), vector));
    }

    @Override
    public Finding found() {
        return new Embeddings(embeddings);
    }
}
