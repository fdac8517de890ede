package dev.spotter.model;

import dev.spotter.model.frame.PictureTransform;
import dev.spotter.model.picture.PictureReader;
import dev.spotter.model.sound.LogMelSpectrogram;
import dev.spotter.model.sound.WavReader;
import dev.spotter.observation.Finding;
import dev.spotter.tflite.TfLite;
import dev.spotter.tflite.TfLiteTensor;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One inference on a file, for people who want to look at a model. What runs on the floor is {@link WindowClassifier} and
 * {@link FrameModel}.
 *
 * <p>A file is read by what it is: a BMP, PNG or JPEG picture, a WAV, a CSV (by its name), or the input tensor's raw bytes; or
 * it is the word {@link #ZEROS}.
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
            InputTensor filled = new InputTensor(model.inputs().getFirst(), tensor);
            Interpretation interpretation = Interpretation.ofPackage(model, runner);
            List<float[]> windows = model.task() == ModelTask.ANOMALY ? windows(filled.input(), input) : List.of();
            double latencyMillis = 0;
            if (windows.isEmpty()) {
                fill(filled, tensor, input);
                latencyMillis = run(runner, interpretation, filled.transform());
            }
            for (float[] window : windows) {
                filled.fill(window);
                latencyMillis += run(runner, interpretation, filled.transform()) / windows.size();
            }
            return report(model.name(), Optional.of(model.version()), latencyMillis, interpretation);
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
            Interpretation interpretation = Interpretation.ofFile(file, runner.interpreter());
            PictureTransform transform = asItIs(runner.interpreter().inputs().getFirst());
            if (input.equals(ZEROS)) {
                runner.interpreter().inputs().forEach(tensor -> tensor.data().fill((byte) 0));
            } else {
                transform = fillGuessed(onlyInput(runner), input);
            }
            return report(name, Optional.empty(), run(runner, interpretation, transform), interpretation);
        }
    }

    private static InferenceReport report(
            String name, Optional<String> version, double latencyMillis, Interpretation interpretation) {
        Optional<Finding> finding = interpretation.found();
        return new InferenceReport(
                name, version, latencyMillis, finding, finding.isPresent() ? List.of() : interpretation.numbers());
    }

    /**
     * What one score of an anomaly is the mean over: the windows of a WAV, or the rows of a CSV, each as long as the input.
     * Empty where the input is something else.
     */
    private static List<float[]> windows(ModelInput input, String given) {
        boolean csv = given.toLowerCase(Locale.ROOT).endsWith(".csv");
        if (given.equals(ZEROS) || !(input instanceof LogMelInput || input instanceof VectorInput && csv)) {
            return List.of();
        }
        byte[] bytes = PackageFiles.bytes(Path.of(given));
        if (input instanceof LogMelInput logMel) {
            return WavReader.isWav(bytes)
                    ? List.of(new LogMelSpectrogram(logMel).vectors(WavReader.read(given, bytes)))
                    : List.of();
        }
        List<float[]> rows = Table.parse(given, bytes).rows();
        return rows.size() > 1 && rows.getFirst().length == input.elements() ? rows : List.of();
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

    /** Gives how the picture came into the tensor, where it is one. */
    private static PictureTransform fillGuessed(TfLiteTensor tensor, String given) {
        byte[] bytes = PackageFiles.bytes(Path.of(given));
        if (PictureReader.isPicture(bytes)) {
            InputTensor filled = new InputTensor(GuessedInput.picture(tensor), tensor);
            filled.fill(PictureReader.read(bytes));
            return filled.transform();
        }
        if (isRaw(given, bytes)) {
            raw(tensor, given, bytes);
        } else {
            new InputTensor(GuessedInput.vector(tensor), tensor)
                    .fill(Table.parse(given, bytes).flat());
        }
        return asItIs(tensor);
    }

    /** A picture of the tensor's own size, where its shape is that of one. */
    private static PictureTransform asItIs(TfLiteTensor tensor) {
        int[] shape = tensor.shape();
        boolean picture = shape.length == 3 || shape.length == 4;
        int width = picture ? shape[2] : 1;
        int height = picture ? shape[1] : 1;
        PictureTransform transform = new PictureTransform();
        transform.stretch(width, height, width, height);
        return transform;
    }

    private static boolean isRaw(String name, byte[] bytes) {
        return !PictureReader.isPicture(bytes)
                && !WavReader.isWav(bytes)
                && !name.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    private static void raw(TfLiteTensor tensor, String given, byte[] bytes) {
        if (bytes.length != tensor.byteSize()) {
            throw new ModelException(
                    "wrong-length",
                    "%s is no picture, no WAV and no .csv, so it must be the %d raw bytes of the tensor %s, but it has %d"
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

    private static double run(ModelRunner runner, Interpretation interpretation, PictureTransform transform) {
        long before = System.nanoTime();
        runner.runFresh();
        double latencyMillis = (System.nanoTime() - before) / 1e6;
        interpretation.read(transform);
        return latencyMillis;
    }
}
