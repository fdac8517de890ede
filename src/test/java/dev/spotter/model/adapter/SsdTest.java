package dev.spotter.model.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.model.AnchorConfiguration.Scales;
import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.tflite.FlatModel;
import dev.spotter.tflite.FlexMap;
import dev.spotter.tflite.InterpreterOptions;
import dev.spotter.tflite.LoadedLibrary;
import dev.spotter.tflite.TfLiteInterpreter;
import dev.spotter.tflite.TfLiteModel;
import dev.spotter.tflite.TfLiteTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A detector that comes out of its network raw, against TensorFlow Lite's own TFLite_Detection_PostProcess on the same numbers,
 * whose outputs are then read by the other adapter.
 */
class SsdTest {
    private static final int SIDE = 300;
    private static final int LABELS = 3;
    private static final int MOST = 20;
    private static final int FLOAT32 = 0;
    private static final Anchors ANCHORS =
            Anchors.of(new Scales(List.of(5, 3, 1), 0.2, 0.95, List.of(1.0, 2.0, 0.5), true), SIDE, SIDE);
    private static final int COUNT = ANCHORS.count();
    private static final String RAW = "{kind: ssd, anchors: {kind: scales, grids: [5, 3, 1], ratios: [1, 2, 0.5]},"
            + " activation: %s, background: %s, score: 0.3, overlap: 0.4, most: " + MOST + ", suppression: %s}";

    private final PictureTransform transform = new PictureTransform();

    @TempDir
    Path store;

    SsdTest() {
        transform.stretch(SIDE, SIDE, SIDE, SIDE);
    }

    @ParameterizedTest
    @CsvSource({
        "sigmoid, false, per-label",
        "sigmoid, true, over-labels",
        "softmax, true, per-label",
        "softmax, true, over-labels",
        "softmax, false, per-label",
        "none, false, per-label",
        "none, true, over-labels"
    })
    void a_raw_detector_gives_what_tensorflows_last_step_makes_of_it(
            String activation, boolean background, String suppression) {
        Random random = new Random(activation.hashCode() + suppression.hashCode());
        int classes = LABELS + (background ? 1 : 0);
        try (ScriptedModel raw = ScriptedModel.open(
                        store,
                        "detection",
                        SIDE,
                        RAW.formatted(activation, background, suppression),
                        "[person, dumbbell, bench]",
                        List.of("boxes", "scores"),
                        new int[] {1, COUNT, 4},
                        new int[] {1, COUNT, classes});
                ScriptedModel processed = postprocessed("{kind: ssd-postprocessed, score: 0.3}");
                LastStep lastStep = new LastStep(classes, suppression.equals("per-label"))) {
            int seen = 0;
            for (int round = 0; round < 50; round++) {
                float[] offsets = new float[COUNT * 4];
                for (int i = 0; i < offsets.length; i++) {
                    offsets[i] = (float) random.nextGaussian() * 2;
                }
                float[] scores = new float[COUNT * classes];
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = activation.equals("none") ? random.nextFloat() : (float) random.nextGaussian() * 2;
                }
                raw.put(0, offsets);
                raw.put(1, scores);
                List<Detection> ours = ((Detections) raw.read(transform)).detections();

                lastStep.run(offsets, activated(scores, classes, activation), processed);
                List<Detection> theirs = ((Detections) processed.read(transform)).detections();

                assertSame(ours, theirs);
                seen += ours.size();
            }
            assertThat(seen).isGreaterThan(100);
        }
    }

    @Test
    void classes_begin_where_the_package_says_and_holes_are_never_given() {
        try (ScriptedModel model = ScriptedModel.open(
                store,
                "detection",
                SIDE,
                "{kind: ssd-postprocessed, first-class: 1}",
                "[person, \"-\", \"-\", bench]",
                List.of("count", "scores", "classes", "boxes"),
                new int[] {1},
                new int[] {1, 6},
                new int[] {1, 6},
                new int[] {1, 6, 4})) {
            model.put(0, 6);
            model.put(1, 0.9f, 0.8f, 0.7f, 0.6f, 0.55f, 0.4f);
            model.put(2, 1, 2, 0, 4, 5, 1);
            float[] boxes = new float[24];
            for (int i = 0; i < boxes.length; i++) {
                boxes[i] = i % 4 < 2 ? 0.25f : 0.75f;
            }
            model.put(3, boxes);

            assertThat(((Detections) model.read(transform)).detections())
                    .extracting(Detection::label)
                    .containsExactly("person", "bench");

            model.put(0, 1);
            assertThat(((Detections) model.read(transform)).detections()).hasSize(1);
        }
    }

    private ScriptedModel postprocessed(String adapter) {
        return ScriptedModel.open(
                store,
                "detection",
                SIDE,
                adapter,
                "[person, dumbbell, bench]",
                List.of("boxes", "classes", "scores", "count"),
                new int[] {1, MOST, 4},
                new int[] {1, MOST},
                new int[] {1, MOST},
                new int[] {1});
    }

    private static void assertSame(List<Detection> ours, List<Detection> theirs) {
        assertThat(ours).hasSameSizeAs(theirs);
        for (int i = 0; i < ours.size(); i++) {
            Detection our = ours.get(i);
            Detection their = theirs.get(i);
            assertThat(our.label()).isEqualTo(their.label());
            assertThat(our.score()).isCloseTo(their.score(), within(1e-5f));
            assertThat(our.box().x()).isCloseTo(their.box().x(), within(1e-4f));
            assertThat(our.box().y()).isCloseTo(their.box().y(), within(1e-4f));
            assertThat(our.box().width()).isCloseTo(their.box().width(), within(2e-4f));
            assertThat(our.box().height()).isCloseTo(their.box().height(), within(2e-4f));
        }
    }

    private static float[] activated(float[] scores, int classes, String activation) {
        float[] probabilities = scores.clone();
        for (int row = 0; row < scores.length; row += classes) {
            double sum = 0;
            for (int i = row; i < row + classes; i++) {
                sum += Math.exp(scores[i]);
            }
            for (int i = row; i < row + classes; i++) {
                probabilities[i] = switch (activation) {
                    case "sigmoid" -> (float) (1 / (1 + Math.exp(-scores[i])));
                    case "softmax" -> (float) (Math.exp(scores[i]) / sum);
                    default -> scores[i];
                };
            }
        }
        return probabilities;
    }

    /** The operator alone, with the anchors as an input. */
    private static final class LastStep implements AutoCloseable {
        private final TfLiteModel model;
        private final TfLiteInterpreter interpreter;

        LastStep(int classes, boolean regular) {
            byte[] options = FlexMap.write(Map.of(
                    "max_detections", MOST,
                    "max_classes_per_detection", 1,
                    "use_regular_nms", regular,
                    "nms_score_threshold", 0.3f,
                    "nms_iou_threshold", 0.4f,
                    "num_classes", LABELS,
                    "y_scale", 10f,
                    "x_scale", 10f,
                    "h_scale", 5f,
                    "w_scale", 5f));
            List<FlatModel.Table> tensors = List.of(
                    tensor("offsets", 1, COUNT, 4),
                    tensor("scores", 1, COUNT, classes),
                    tensor("anchors", COUNT, 4),
                    tensor("boxes", 1, MOST, 4),
                    tensor("classes", 1, MOST),
                    tensor("sure", 1, MOST),
                    tensor("count", 1));
            model = TfLiteModel.of(
                    LoadedLibrary.get(),
                    "last step",
                    FlatModel.model(
                            List.of(FlatModel.custom("TFLite_Detection_PostProcess")),
                            tensors,
                            new int[] {0, 1, 2},
                            new int[] {3, 4, 5, 6},
                            List.of(FlatModel.customOperator(
                                    0, new int[] {0, 1, 2}, new int[] {3, 4, 5, 6}, options))));
            interpreter = TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(1));
        }

        private static FlatModel.Table tensor(String name, int... shape) {
            return FlatModel.tensor(name, FLOAT32, shape, null);
        }

        void run(float[] offsets, float[] probabilities, ScriptedModel reader) {
            float[] anchors = new float[COUNT * 4];
            for (int i = 0; i < COUNT; i++) {
                anchors[i * 4] = (float) (ANCHORS.y(i) / SIDE);
                anchors[i * 4 + 1] = (float) (ANCHORS.x(i) / SIDE);
                anchors[i * 4 + 2] = (float) (ANCHORS.height(i) / SIDE);
                anchors[i * 4 + 3] = (float) (ANCHORS.width(i) / SIDE);
            }
            put(0, offsets);
            put(1, probabilities);
            put(2, anchors);
            interpreter.invoke();
            for (int output = 0; output < 4; output++) {
                TfLiteTensor tensor = interpreter.outputs().get(output);
                reader.put(output, tensor.data().toArray(ValueLayout.JAVA_FLOAT));
            }
        }

        private void put(int input, float[] values) {
            MemorySegment data = interpreter.inputs().get(input).data();
            MemorySegment.copy(values, 0, data, ValueLayout.JAVA_FLOAT, 0, values.length);
        }

        @Override
        public void close() {
            interpreter.close();
            model.close();
        }
    }
}
