package dev.spotter.model.adapter;

import dev.spotter.model.AdapterConfiguration.Autoencoder;
import dev.spotter.model.ModelException;
import dev.spotter.model.ModelOutput.Meaning;
import dev.spotter.model.TensorReader;
import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.AnomalyScore;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;

/**
 * The mean squared difference between what the input tensor holds (normalised, and quantized where the model is) and the
 * reconstruction. Of several inferences for one finding it is their mean, as MLPerf Tiny's anomaly detection takes it over
 * the windows of a recording (Banbury et al. 2021); of parts of a frame the largest, because one that is unusual is enough.
 */
final class AutoencoderAdapter implements ResultAdapter {
    private final String model;
    private final TensorReader input;
    private final TensorReader reconstruction;
    private final float[] given;
    private final float[] made;

    // the last findings' errors, round and round
    private final double[] errors;
    private int next;
    private int counted;

    // of the finding that is being made
    private double sum;
    private int reads;
    private double largest;

    AutoencoderAdapter(Autoencoder configuration, MeantTensors tensors) {
        model = tensors.model();
        input = new TensorReader(tensors.input());
        reconstruction = tensors.reader(Meaning.RECONSTRUCTION, input.elements());
        given = new float[input.elements()];
        made = new float[input.elements()];
        errors = new double[configuration.average()];
    }

    @Override
    public void begin(Detections where) {
        sum = 0;
        reads = 0;
        largest = 0;
    }

    @Override
    public void read(PictureTransform transform, int part) {
        input.read(given);
        reconstruction.read(made);
        double squares = 0;
        for (int i = 0; i < given.length; i++) {
            double difference = (double) given[i] - made[i];
            squares += difference * difference;
        }
        double error = squares / given.length;
        if (!Double.isFinite(error)) {
            throw new ModelException(
                    "output-not-finite", "the output of %s has numbers that are not finite".formatted(model));
        }
        if (part < 0) {
            sum += error;
            reads++;
        } else {
            largest = Math.max(largest, error);
        }
    }

    @Override
    public Finding found() {
        errors[next] = reads == 0 ? largest : sum / reads;
        next = (next + 1) % errors.length;
        counted = Math.min(counted + 1, errors.length);
        double mean = 0;
        for (int i = 0; i < counted; i++) {
            mean += errors[i] / counted;
        }
        return new AnomalyScore((float) mean);
    }
}
