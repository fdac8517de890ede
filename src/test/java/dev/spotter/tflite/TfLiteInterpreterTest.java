package dev.spotter.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.SharedFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The way through: library, model, interpreter, inference, and the refusals that TensorFlow Lite gives the words for. */
class TfLiteInterpreterTest {
    private static final TfLite LITE = LoadedLibrary.get();

    @Test
    void the_library_in_the_artifact_says_its_version() {
        assertThat(LITE.version()).startsWith("2.21");
    }

    @Test
    void movenet_has_the_tensors_that_its_page_says() {
        try (TfLiteModel model = model("coral/movenet_single_pose_lightning_ptq.tflite");
                TfLiteInterpreter interpreter = TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(1))) {
            TfLiteTensor input = interpreter.inputs().getFirst();
            assertThat(input.shape()).containsExactly(1, 192, 192, 3);
            assertThat(input.type()).isEqualTo(TensorType.UINT8);
            assertThat(input.byteSize()).isEqualTo(192 * 192 * 3);
            TfLiteTensor output = interpreter.outputs().getFirst();
            assertThat(output.shape()).containsExactly(1, 1, 17, 3);
            assertThat(output.type()).isEqualTo(TensorType.FLOAT32);
        }
    }

    @Test
    void an_operator_that_does_not_exist_is_named() {
        Path file = SharedFiles.models("coral/model_invoking_error.tflite");
        assertThatThrownBy(() -> open(file))
                .isInstanceOfSatisfying(
                        TfLiteException.class, e -> assertThat(e.code()).isEqualTo("operator-missing"))
                .hasMessageContaining("fake-op-double");
    }

    @Test
    void a_model_that_no_interpreter_can_be_built_for_is_refused_with_tensorflow_lites_words() {
        Path file = SharedFiles.models("tflite-micro/person_detect.tflite");
        assertThatThrownBy(() -> open(file))
                .isInstanceOfSatisfying(
                        TfLiteException.class, e -> assertThat(e.code()).isEqualTo("model-refused"))
                .hasMessageContaining("quantized_dimension must be in range [0, 1). Was 3");
    }

    private static void open(Path file) {
        try (TfLiteModel model = TfLiteModel.of(LITE, file)) {
            TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(1)).close();
        }
    }

    private static TfLiteModel model(String name) {
        return TfLiteModel.of(LITE, SharedFiles.models(name));
    }
}
