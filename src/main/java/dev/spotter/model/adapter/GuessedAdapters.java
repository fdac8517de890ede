package dev.spotter.model.adapter;

import dev.spotter.model.AdapterConfiguration;
import dev.spotter.model.AdapterConfiguration.Autoencoder;
import dev.spotter.model.AdapterConfiguration.MediaPipeDetection;
import dev.spotter.model.AdapterConfiguration.MediaPipePoseLandmarks;
import dev.spotter.model.AdapterConfiguration.MoveNet;
import dev.spotter.model.AdapterConfiguration.SsdPostprocessed;
import dev.spotter.model.ModelOutput.Meaning;
import dev.spotter.tflite.TfLiteInterpreter;
import dev.spotter.tflite.TfLiteTensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The adapter of a bare file, where the shapes of its tensors say plainly what public model it is like. */
public final class GuessedAdapters {
    /** What converters call outputs that belong together: a number at the end. */
    private static final Pattern NUMBERED = Pattern.compile("(?:.*\\D)?(\\d+)");

    private final String file;
    private final TfLiteTensor input;
    private final List<TfLiteTensor> outputs;

    private GuessedAdapters(String file, TfLiteInterpreter interpreter) {
        this.file = file;
        input = interpreter.inputs().getFirst();
        outputs = interpreter.outputs();
    }

    /**
     * MoveNet, MediaPipe's bodies, faces and landmarks, a detector that ends in TFLite_Detection_PostProcess, or an
     * autoencoder of a vector.
     *
     * @param file how messages call it
     */
    public static Optional<ResultAdapter> of(String file, TfLiteInterpreter interpreter) {
        return new GuessedAdapters(file, interpreter).guess();
    }

    private Optional<ResultAdapter> guess() {
        if (outputs.size() == 1) {
            return ofOne(outputs.getFirst());
        }
        if (outputs.size() == 2) {
            return detection("person", MediaPipeDetection.BODIES).or(() -> detection("face", MediaPipeDetection.FACES));
        }
        Optional<ResultAdapter> landmarks = landmarks();
        return landmarks.isPresent() || outputs.size() != 4 ? landmarks : postprocessed();
    }

    private Optional<ResultAdapter> ofOne(TfLiteTensor output) {
        if (hasShape(output, 1, 1, MoveNetAdapter.ELEMENTS / 3, 3)) {
            return adapter(MoveNet.USUAL, List.of(), Map.of(Meaning.KEYPOINTS, output));
        }
        if (output.shape().length == 2 && Arrays.equals(output.shape(), input.shape())) {
            return adapter(new Autoencoder(1), List.of(), Map.of(Meaning.RECONSTRUCTION, output));
        }
        return Optional.empty();
    }

    private Optional<ResultAdapter> detection(String label, MediaPipeDetection like) {
        if (!isPicture()) {
            return Optional.empty();
        }
        int anchors = Anchors.of(like.cells(), width(), height()).count();
        for (int boxes = 0; boxes < 2; boxes++) {
            if (hasShape(
                            outputs.get(boxes),
                            1,
                            anchors,
                            4 + 2 * like.keypoints().size())
                    && hasShape(outputs.get(1 - boxes), 1, anchors, 1)) {
                return adapter(
                        like,
                        List.of(label),
                        Map.of(Meaning.BOXES, outputs.get(boxes), Meaning.SCORES, outputs.get(1 - boxes)));
            }
        }
        return Optional.empty();
    }

    private Optional<ResultAdapter> landmarks() {
        Optional<TfLiteTensor> points = shaped(1, PoseLandmarksAdapter.ELEMENTS);
        Optional<TfLiteTensor> presence = shaped(1, 1);
        return points.isPresent() && presence.isPresent()
                ? adapter(
                        MediaPipePoseLandmarks.USUAL,
                        List.of(),
                        Map.of(Meaning.KEYPOINTS, points.get(), Meaning.SCORES, presence.get()))
                : Optional.empty();
    }

    /**
     * The operator gives boxes, classes, scores, count. A converter numbers them so, or the other way round, whatever the
     * order in which the file has them.
     */
    private Optional<ResultAdapter> postprocessed() {
        List<TfLiteTensor> ordered = outputs.stream()
                .sorted(Comparator.comparingInt(output -> number(output.name())))
                .toList();
        if (ordered.getFirst().elements() == 1) {
            ordered = ordered.reversed();
        }
        int most = Math.toIntExact(ordered.get(1).elements());
        boolean fits = isPicture()
                && hasShape(ordered.get(0), 1, most, 4)
                && hasShape(ordered.get(1), 1, most)
                && hasShape(ordered.get(2), 1, most)
                && ordered.get(3).elements() == 1;
        return fits
                ? adapter(
                        SsdPostprocessed.USUAL,
                        IntStream.range(0, SsdPostprocessed.MOST_CLASSES)
                                .mapToObj(Integer::toString)
                                .toList(),
                        Map.of(
                                Meaning.BOXES,
                                ordered.get(0),
                                Meaning.CLASSES,
                                ordered.get(1),
                                Meaning.SCORES,
                                ordered.get(2),
                                Meaning.COUNT,
                                ordered.get(3)))
                : Optional.empty();
    }

    /** The number at the end of a name; 0 where there is none, as the first of numbered ones has none. */
    private static int number(String name) {
        Matcher matcher = NUMBERED.matcher(name);
        return matcher.matches() && matcher.group(1).length() < 9 ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private Optional<ResultAdapter> adapter(
            AdapterConfiguration configuration, List<String> labels, Map<Meaning, TfLiteTensor> meant) {
        boolean picture = isPicture();
        return Optional.of(ResultAdapters.of(
                configuration,
                new MeantTensors(file, picture ? width() : 0, picture ? height() : 0, input, meant, labels, 1)));
    }

    private boolean isPicture() {
        int[] shape = input.shape();
        return shape.length == 4 && shape[0] == 1 && shape[3] == 3;
    }

    private int width() {
        return input.shape()[2];
    }

    private int height() {
        return input.shape()[1];
    }

    private Optional<TfLiteTensor> shaped(int... shape) {
        return outputs.stream().filter(output -> hasShape(output, shape)).findFirst();
    }

    private static boolean hasShape(TfLiteTensor output, int... shape) {
        return Arrays.equals(output.shape(), shape);
    }
}
