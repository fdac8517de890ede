package dev.spotter.model;

import dev.spotter.model.InferenceReport.Numbers;
import dev.spotter.model.adapter.GuessedAdapters;
import dev.spotter.model.adapter.ResultAdapter;
import dev.spotter.model.adapter.ResultAdapters;
import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import dev.spotter.tflite.TfLiteInterpreter;
import dev.spotter.tflite.TfLiteTensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** From output tensors to what was found, or to plain numbers where nothing says what they mean. */
final class Interpretation {
    private static final int WHOLE = -1;

    private final TfLiteInterpreter interpreter;
    // where a bare file lies, which may have labels beside it
    private final Optional<Path> file;
    private final Optional<ResultAdapter> adapter;

    private Interpretation(TfLiteInterpreter interpreter, Optional<Path> file, Optional<ResultAdapter> adapter) {
        this.interpreter = interpreter;
        this.file = file;
        this.adapter = adapter;
        adapter.ifPresent(present -> present.begin(Detections.NONE));
    }

    /** By what the package says of its outputs. */
    static Interpretation ofPackage(ModelPackage model, ModelRunner runner) {
        return new Interpretation(
                runner.interpreter(),
                Optional.empty(),
                model.outputAdapter().map(_ -> ResultAdapters.of(model, runner)));
    }

    /**
     * By the outputs' shapes: as {@link GuessedAdapters} has it, else a single 1 x n are scores (with the lines of a file of
     * labels beside it, where one has n of them), anything else is given as it is.
     */
    static Interpretation ofFile(Path file, TfLiteInterpreter interpreter) {
        return new Interpretation(
                interpreter,
                Optional.of(file),
                GuessedAdapters.of(file.getFileName().toString(), interpreter));
    }

    /** Reads the outputs of an inference of several that make one finding. */
    void read(PictureTransform transform) {
        adapter.ifPresent(present -> present.read(transform, WHOLE));
    }

    /** What was found, where something says what the outputs mean. */
    Optional<Finding> found() {
        return adapter.map(ResultAdapter::found).or(this::scores);
    }

    /** The outputs of the last inference as they are. */
    List<Numbers> numbers() {
        return interpreter.outputs().stream()
                .map(output -> new Numbers(output.name(), output.shape(), new TensorReader(output).read()))
                .toList();
    }

    private Optional<Finding> scores() {
        TfLiteTensor output = interpreter.outputs().getFirst();
        int[] shape = output.shape();
        boolean scores = interpreter.outputs().size() == 1 && shape.length == 2 && shape[0] == 1 && shape[1] > 1;
        return file.filter(_ -> scores)
                .map(path -> new Classification(labelsBeside(path, shape[1]), new TensorReader(output).read()));
    }

    private static List<String> labelsBeside(Path file, int count) {
        try (Stream<Path> beside = Files.list(file.toAbsolutePath().getParent())) {
            return beside.filter(path -> path.getFileName().toString().matches(".*labels?\\.txt"))
                    .sorted()
                    .map(Interpretation::lines)
                    .filter(lines -> lines.size() == count)
                    .findFirst()
                    .orElseGet(() -> IntStream.range(0, count)
                            .mapToObj(Integer::toString)
                            .toList());
        } catch (IOException e) {
            throw new ModelException("file-unreadable", "the folder of " + file + " cannot be listed: " + e, e);
        }
    }

    private static List<String> lines(Path file) {
        return new String(PackageFiles.bytes(file), StandardCharsets.UTF_8)
                .strip()
                .lines()
                .map(String::strip)
                .toList();
    }
}
