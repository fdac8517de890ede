package dev.spotter.model;

import dev.spotter.model.picture.PictureReader;
import dev.spotter.model.sound.LogMelSpectrogram;
import dev.spotter.model.sound.WavReader;
import java.util.ArrayList;
import java.util.List;

/** Runs the examples that a package must reproduce. */
public final class GoldenExamples {
    /**
     * How near the model came to one example.
     *
     * @param name the example's name
     * @param difference largest difference of an element, in the output's unit
     * @param tolerance largest allowed one
     */
    public record Result(String name, double difference, double tolerance) {
        /** Whether the model reproduced the example. A difference that is no number does not. */
        public boolean passed() {
            return difference <= tolerance;
        }
    }

    private GoldenExamples() {}

    /**
     * Runs all examples on a loaded model.
     *
     * @throws ModelException where an example cannot be opened or does not fit, or an inference fails
     */
    public static List<Result> run(ModelPackage model, ModelRunner runner) {
        List<float[]> answers = answers(model, runner);
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Golden example = model.golden().get(i);
            float[] actual = answers.get(i);
            float[] expected = Table.parse(example.output(), model.files().read(example.output()))
                    .flat();
            if (actual.length != expected.length) {
                throw new ModelException(
                        "wrong-tensor-shape",
                        "golden %s expects %d numbers, but the model gives %d"
                                .formatted(example.name(), expected.length, actual.length));
            }
            results.add(new Result(example.name(), difference(actual, expected), example.tolerance()));
        }
        return results;
    }

    /**
     * What a loaded model says to the inputs of all examples: its first output, dequantized.
     *
     * @throws ModelException where an input cannot be opened or does not fit, or an inference fails
     */
    public static List<float[]> answers(ModelPackage model, ModelRunner runner) {
        if (model.inputs().size() != 1 || runner.interpreter().inputs().size() != 1) {
            throw new ModelException(
                    "unsupported-inputs",
                    "%s describes %d inputs and its model has %d; examples are run for models with one input"
                            .formatted(
                                    model.name(),
                                    model.inputs().size(),
                                    runner.interpreter().inputs().size()));
        }
        List<float[]> answers = new ArrayList<>();
        for (Golden example : model.golden()) {
            InputTensor tensor = new InputTensor(
                    model.inputs().getFirst(), runner.interpreter().inputs().getFirst());
            fill(tensor, example.input(), model.files().read(example.input()));
            runner.runFresh();
            answers.add(new TensorReader(runner.interpreter().outputs().getFirst()).read());
        }
        return answers;
    }

    /** Fills an input from a file in natural units: a picture for an image, the beginning of a WAV for log-mel, CSV for the others. */
    static void fill(InputTensor tensor, String name, byte[] file) {
        switch (tensor.input()) {
            case ImageInput _ -> tensor.fill(PictureReader.read(file));
            case VectorInput _ -> tensor.fill(Table.parse(name, file).flat());
            case LogMelInput logMel ->
                tensor.fill(new LogMelSpectrogram(logMel).vectors(WavReader.read(name, file))[0]);
            case WindowInput window -> {
                Table table = Table.parse(name, file);
                if (!table.header().isEmpty() && !table.header().equals(window.channels())) {
                    throw new ModelException(
                            "wrong-channels",
                            "%s has the columns %s, but input %s takes %s"
                                    .formatted(name, table.header(), window.name(), window.channels()));
                }
                tensor.fill(table);
            }
        }
    }

    private static double difference(float[] actual, float[] expected) {
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            double difference = Math.abs((double) actual[i] - expected[i]);
            largest = Double.isNaN(difference) ? Double.NaN : Math.max(largest, difference);
        }
        return largest;
    }
}
