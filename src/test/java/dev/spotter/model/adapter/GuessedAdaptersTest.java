package dev.spotter.model.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.tflite.FlatModel;
import dev.spotter.tflite.InterpreterOptions;
import dev.spotter.tflite.LoadedLibrary;
import dev.spotter.tflite.TfLiteInterpreter;
import dev.spotter.tflite.TfLiteModel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bare detectors that end in TFLite_Detection_PostProcess, as converters name and order its outputs. */
class GuessedAdaptersTest {
    private static final int FLOAT32 = 0;
    private static final int UINT8 = 3;
    private static final Map<String, int[]> SHAPES = Map.of(
            "boxes", new int[] {1, 2, 4},
            "classes", new int[] {1, 2},
            "scores", new int[] {1, 2},
            "count", new int[] {1});
    private static final Map<String, float[]> VALUES = Map.of(
            "boxes", new float[] {0.1f, 0.2f, 0.3f, 0.6f, 0, 0, 1, 1},
            "classes", new float[] {17, 0},
            "scores", new float[] {0.75f, 0.5f},
            "count", new float[] {1});

    @ParameterizedTest
    @CsvSource({
        // TensorFlow 1: the operator's order
        "TFLite_Detection_PostProcess=boxes TFLite_Detection_PostProcess:1=classes"
                + " TFLite_Detection_PostProcess:2=scores TFLite_Detection_PostProcess:3=count",
        // EfficientDet-Lite on TensorFlow Hub
        "StatefulPartitionedCall:31=boxes StatefulPartitionedCall:32=classes"
                + " StatefulPartitionedCall:33=scores StatefulPartitionedCall:34=count",
        // TensorFlow 2's object detection: numbered the other way round, in an order of its own
        "StatefulPartitionedCall:1=scores StatefulPartitionedCall:3=boxes"
                + " StatefulPartitionedCall:0=count StatefulPartitionedCall:2=classes"
    })
    void a_detectors_outputs_are_told_apart_by_their_numbers(String outputs) {
        String[] named = outputs.split(" ");
        List<FlatModel.Table> tensors = new ArrayList<>();
        for (String output : named) {
            String[] parts = output.split("=");
            tensors.add(FlatModel.tensor(parts[0], FLOAT32, SHAPES.get(parts[1]), null));
        }
        tensors.add(FlatModel.tensor("picture", UINT8, new int[] {1, 10, 20, 3}, null));
        try (TfLiteModel model = model(tensors, new int[] {4, 0, 1, 2, 3}, new int[] {0, 1, 2, 3});
                TfLiteInterpreter interpreter = TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(1))) {
            for (int i = 0; i < named.length; i++) {
                float[] values = VALUES.get(named[i].split("=")[1]);
                MemorySegment data = interpreter.outputs().get(i).data();
                MemorySegment.copy(values, 0, data, ValueLayout.JAVA_FLOAT, 0, values.length);
            }
            ResultAdapter adapter =
                    GuessedAdapters.of("detector.tflite", interpreter).orElseThrow();
            PictureTransform transform = new PictureTransform();
            transform.stretch(400, 300, 20, 10);
            adapter.begin(Detections.NONE);
            adapter.read(transform, -1);

            List<Detection> found = ((Detections) adapter.found()).detections();
            assertThat(found).hasSize(1);
            assertThat(found.getFirst().label()).isEqualTo("17");
            assertThat(found.getFirst().score()).isEqualTo(0.75f);
            assertThat(found.getFirst().box().x()).isCloseTo(0.2f, within(1e-6f));
            assertThat(found.getFirst().box().height()).isCloseTo(0.2f, within(1e-6f));
        }
    }

    @Test
    void what_has_no_such_shape_is_left_alone() {
        List<FlatModel.Table> tensors = List.of(
                FlatModel.tensor("picture", UINT8, new int[] {1, 10, 20, 3}, null),
                FlatModel.tensor("one", FLOAT32, new int[] {1, 3, 4}, null),
                FlatModel.tensor("other", FLOAT32, new int[] {1, 3, 1}, null));
        try (TfLiteModel model = model(tensors, new int[] {0, 1, 2}, new int[] {1, 2});
                TfLiteInterpreter interpreter = TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(1))) {
            assertThat(GuessedAdapters.of("odd.tflite", interpreter)).isEmpty();
        }
    }

    private static TfLiteModel model(List<FlatModel.Table> tensors, int[] inputs, int[] outputs) {
        byte[] bytes = FlatModel.model(List.of(), tensors, inputs, outputs, List.of());
        return TfLiteModel.of(LoadedLibrary.get(), "detector", bytes);
    }
}
