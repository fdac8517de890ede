package dev.spotter.model;

import dev.spotter.model.InferenceReport.Body;
import dev.spotter.model.InferenceReport.Keypoint;
import dev.spotter.model.InferenceReport.Numbers;
import dev.spotter.model.InferenceReport.Result;
import dev.spotter.model.InferenceReport.Scored;
import dev.spotter.tflite.TfLiteInterpreter;
import dev.spotter.tflite.TfLiteTensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** From output tensors to results. */
final class Interpretation {
    /** The key points of COCO (Lin et al. 2014), which MoveNet gives in this order. */
    private static final List<String> COCO = List.of(
            "nose",
            "left eye",
            "right eye",
            "left ear",
            "right ear",
            "left shoulder",
            "right shoulder",
            "left elbow",
            "right elbow",
            "left wrist",
            "right wrist",
            "left hip",
            "right hip",
            "left knee",
            "right knee",
            "left ankle",
            "right ankle");

    private static final int NUMBERS_A_KEYPOINT = 3;

    private Interpretation() {}

    /** By what the package says of its outputs. */
    static List<Result> ofPackage(ModelPackage model, List<TfLiteTensor> outputs) {
        ModelOutput first = model.outputs().getFirst();
        float[] values = new TensorReader(outputs.getFirst()).read();
        if (first.isVerdict()) {
            if (values.length != model.labels().size()) {
                throw new ModelException(
                        "wrong-tensor-shape",
                        "%s has %d labels, but its model's output has %d elements"
                                .formatted(model.name(), model.labels().size(), values.length));
            }
            if (first.meaning() == ModelOutput.Meaning.LOGITS) {
                Softmax.ofLogits(values, model.temperature(), values);
            } else {
                Softmax.ofProbabilities(values, model.temperature(), values);
            }
            return scored(model.labels(), values);
        }
        if (first.meaning() == ModelOutput.Meaning.KEYPOINTS && isCoco(values)) {
            return List.of(body(values));
        }
        return outputs.stream().map(Interpretation::numbers).toList();
    }

    /**
     * By the outputs' shapes: 17 x 3 is a body of MoveNet, a single 1 x n that is not as long as the input are scores (with
     * the lines of a file of labels beside it, where one has n of them), anything else is given as it is.
     */
    static List<Result> ofFile(Path file, TfLiteInterpreter interpreter) {
        List<TfLiteTensor> outputs = interpreter.outputs();
        if (outputs.size() == 1) {
            TfLiteTensor output = outputs.getFirst();
            int[] shape = output.shape();
            int last = shape.length == 0 ? 0 : shape[shape.length - 1];
            if (shape.length == 4
                    && shape[2] == COCO.size()
                    && last == NUMBERS_A_KEYPOINT
                    && output.elements() == COCO.size() * 3L) {
                return List.of(body(new TensorReader(output).read()));
            }
            if (shape.length == 2
                    && shape[0] == 1
                    && last > 1
                    && interpreter.inputs().getFirst().elements() != last) {
                return scored(labelsBeside(file, last), new TensorReader(output).read());
            }
        }
        return outputs.stream().map(Interpretation::numbers).toList();
    }

    private static boolean isCoco(float[] values) {
        return values.length == COCO.size() * NUMBERS_A_KEYPOINT;
    }

    private static Body body(float[] values) {
        List<Keypoint> keypoints = new ArrayList<>();
        float sum = 0;
        for (int i = 0; i < COCO.size(); i++) {
            float y = values[i * NUMBERS_A_KEYPOINT];
            float x = values[i * NUMBERS_A_KEYPOINT + 1];
            float score = values[i * NUMBERS_A_KEYPOINT + 2];
            keypoints.add(new Keypoint(COCO.get(i), x, y, score));
            sum += score;
        }
        return new Body(sum / COCO.size(), List.copyOf(keypoints));
    }

    private static List<Result> scored(List<String> labels, float[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> new Scored(labels.get(i), values[i]))
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .map(Result.class::cast)
                .toList();
    }

    private static Result numbers(TfLiteTensor output) {
        return new Numbers(output.name(), output.shape(), new TensorReader(output).read());
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
