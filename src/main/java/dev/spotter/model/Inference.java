package dev.spotter.model;

import dev.spotter.model.picture.PictureReader;
import dev.spotter.tflite.TfLite;
import dev.spotter.tflite.TfLiteTensor;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One inference on a file, for people who want to look at a model. What runs on the floor is {@link WindowClassifier}.
 *
 * <p>A file is read by what it is: a BMP, PNG or JPEG picture, a CSV (by its name), or the input tensor's raw bytes; or it is
 * the word {@link #ZEROS}.
 */
public final class Inference {
    /** The input that is all zeros: in natural units for a package, in the tensor's own steps for a bare file. */
    public static final String ZEROS = "zeros";

    private Inference() {}

    /**
     * Runs a package.
     *
     * @throws ModelException where the package, the input or the inference is refused
     */
    public static InferenceReport of(TfLite tfLite, ModelPackage model, String input) {
        try (ModelRunner runner = ModelRunner.open(tfLite, model, AcceleratorConfiguration.CPU)) {
            TfLiteTensor tensor = onlyInput(runner);
            fill(new InputTensor(model.inputs().getFirst(), tensor), tensor, input);
            double latencyMillis = run(runner);
            return new InferenceReport(
                    model.name(),
                    Optional.of(model.version()),
                    latencyMillis,
                    Interpretation.ofPackage(model, runner.interpreter().outputs()));
        }
    }

    /**
     * Runs a bare .tflite file. What its input means is guessed from its tensor: a picture is scaled to a tensor of 1 x height
     * x width x 1 or 3 (or without the last), bytes as they are for uint8, less 128 for int8, 0 to 1 for float32.
     *
     * @throws ModelException where the file, the input or the inference is refused
     */
    public static InferenceReport ofFile(TfLite tfLite, Path file, String input) {
        String name = file.getFileName().toString();
        try (ModelRunner runner =
                ModelRunner.open(tfLite, name, PackageFiles.bytes(file), AcceleratorConfiguration.CPU)) {
            if (input.equals(ZEROS)) {
                runner.interpreter().inputs().forEach(tensor -> tensor.data().fill((byte) 0));
            } else {
                fillGuessed(onlyInput(runner), input);
            }
            double latencyMillis = run(runner);
            return new InferenceReport(
                    name, Optional.empty(), latencyMillis, Interpretation.ofFile(file, runner.interpreter()));
        }
    }

    private static void fill(InputTensor input, TfLiteTensor tensor, String given) {
        if (given.equals(ZEROS)) {
            input.fill(new float[Math.toIntExact(tensor.elements())]);
            return;
        }
        byte[] bytes = PackageFiles.bytes(Path.of(given));
        if (isRaw(given, bytes)) {
            raw(tensor, given, bytes);
        } else {
            GoldenExamples.fill(input, given, bytes);
        }
    }

    private static void fillGuessed(TfLiteTensor tensor, String given) {
        byte[] bytes = PackageFiles.bytes(Path.of(given));
        if (PictureReader.isPicture(bytes)) {
            new InputTensor(GuessedInput.picture(tensor), tensor).fill(PictureReader.read(bytes));
        } else if (isRaw(given, bytes)) {
            raw(tensor, given, bytes);
        } else {
            new InputTensor(GuessedInput.vector(tensor), tensor)
                    .fill(Table.parse(given, bytes).flat());
        }
    }

    private static boolean isRaw(String name, byte[] bytes) {
        return !PictureReader.isPicture(bytes) && !name.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    private static void raw(TfLiteTensor tensor, String given, byte[] bytes) {
        if (bytes.length != tensor.byteSize()) {
            throw new ModelException(
                    "wrong-length",
                    "%s is no picture and no .csv, so it must be the %d raw bytes of the tensor %s, but it has %d"
                            .formatted(given, tensor.byteSize(), tensor.name(), bytes.length));
        }
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, tensor.data(), 0, bytes.length);
    }

    private static TfLiteTensor onlyInput(ModelRunner runner) {
        List<TfLiteTensor> inputs = runner.interpreter().inputs();
        if (inputs.size() != 1) {
            throw new ModelException(
                    "unsupported-inputs",
                    "%s has %d inputs; a file is taken by models with one".formatted(runner.name(), inputs.size()));
        }
        return inputs.getFirst();
    }

    private static double run(ModelRunner runner) {
        long before = System.nanoTime();
        runner.runFresh();
        return (System.nanoTime() - before) / 1e6;
    }
}
