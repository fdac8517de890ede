package dev.spotter.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.SharedFiles;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tensors of every type, their quantization, and those whose size is only known after an inference. */
class TensorTypesTest {
    private static final TfLite LITE = LoadedLibrary.get();
    private static final int FLOAT32 = 0;
    private static final int INT32 = 2;
    private static final int INT8 = 9;
    private static final int RESHAPE = 22;

    @ParameterizedTest
    @EnumSource(names = "UNKNOWN", mode = EnumSource.Mode.EXCLUDE)
    void types_have_the_numbers_and_names_of_tensorflow_lite(TensorType type) {
        String name = type == TensorType.NONE ? "NOTYPE" : type.name();
        assertThat(LITE.typeName(type.code())).isEqualTo(name);
        assertThat(TensorType.of(type.code())).isEqualTo(type);
    }

    @Test
    void a_type_that_is_too_new_is_unknown() {
        assertThat(TensorType.of(1000)).isEqualTo(TensorType.UNKNOWN);
        assertThat(TensorType.of(-7)).isEqualTo(TensorType.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "0, FLOAT32, 24",
        "1, FLOAT16, 12",
        "2, INT32, 24",
        "3, UINT8, 6",
        "4, INT64, 48",
        "6, BOOL, 6",
        "7, INT16, 12",
        "8, COMPLEX64, 48",
        "9, INT8, 6",
        "10, FLOAT64, 48",
        "11, COMPLEX128, 96",
        "12, UINT64, 48",
        "15, UINT32, 24",
        "16, UINT16, 12",
        "17, INT4, 3",
        "18, BFLOAT16, 12"
    })
    void a_tensor_of_every_fixed_size_can_be_written_and_read(int inFile, TensorType type, int bytes) {
        byte[] model = passThrough(FlatModel.tensor("x", inFile, new int[] {2, 3}, null));
        try (TfLiteInterpreter interpreter = interpreter(model)) {
            TfLiteTensor in = interpreter.inputs().getFirst();
            assertThat(in.name()).isEqualTo("x");
            assertThat(in.type()).isEqualTo(type);
            assertThat(in.shape()).containsExactly(2, 3);
            assertThat(in.elements()).isEqualTo(6);
            assertThat(in.byteSize()).isEqualTo(bytes);
            assertThat((in.elements() * type.bits() + 7) / 8).isEqualTo(bytes);
            in.data().fill((byte) 0x5a);
            interpreter.invoke();
            MemorySegment out = interpreter.outputs().getFirst().data();
            assertThat(out.toArray(ValueLayout.JAVA_BYTE)).hasSize(bytes).containsOnly(0x5a);
        }
    }

    @Test
    void a_scalar_has_no_dimensions_and_one_element() {
        try (TfLiteInterpreter interpreter =
                interpreter(passThrough(FlatModel.tensor("s", FLOAT32, new int[0], null)))) {
            assertThat(interpreter.inputs().getFirst().shape()).isEmpty();
            assertThat(interpreter.inputs().getFirst().elements()).isEqualTo(1);
            assertThat(interpreter.inputs().getFirst().byteSize()).isEqualTo(Float.BYTES);
        }
    }

    @Test
    void quantization_of_the_whole_tensor_has_one_scale() {
        byte[] model = passThrough(FlatModel.tensor(
                "q", INT8, new int[] {1, 4}, FlatModel.quantization(new float[] {0.25f}, new long[] {-3}, 0)));
        try (TfLiteInterpreter interpreter = interpreter(model)) {
            Quantization quantization = interpreter.inputs().getFirst().quantization();
            assertThat(quantization.isQuantized()).isTrue();
            assertThat(quantization.isPerAxis()).isFalse();
            assertThat(quantization.scale()).isEqualTo(0.25f);
            assertThat(quantization.zeroPoint()).isEqualTo(-3);
        }
    }

    @Test
    void quantization_per_axis_has_a_scale_for_each_index() {
        Quantization expected = new Quantization(new float[] {0.5f, 1.5f, 2.5f}, new int[] {0, 0, 0}, 1);
        byte[] model = passThrough(FlatModel.tensor(
                "q", INT8, new int[] {2, 3}, FlatModel.quantization(new float[] {0.5f, 1.5f, 2.5f}, new long[3], 1)));
        try (TfLiteInterpreter interpreter = interpreter(model)) {
            Quantization quantization = interpreter.inputs().getFirst().quantization();
            assertThat(quantization).isEqualTo(expected);
            assertThat(quantization.isPerAxis()).isTrue();
            assertThatThrownBy(quantization::scale)
                    .isInstanceOfSatisfying(
                            TfLiteException.class, e -> assertThat(e.code()).isEqualTo("tensor-type"))
                    .hasMessageContaining("3 scales");
        }
    }

    @Test
    void the_weights_of_a_public_model_show_their_scales_per_channel() {
        try (TfLiteModel model = TfLiteModel.of(LITE, SharedFiles.models("mlperf-tiny/vww_96_int8.tflite"));
                TfLiteInterpreter interpreter = TfLiteInterpreter.create(model, InterpreterOptions.builtin(1))) {
            List<TensorInfo> perChannel = interpreter.tensors().stream()
                    .filter(tensor -> tensor.quantization().isPerAxis())
                    .toList();
            assertThat(perChannel).hasSizeGreaterThan(20).allSatisfy(tensor -> {
                int axis = tensor.quantization().axis();
                assertThat(tensor.quantization().scales())
                        .hasSize(tensor.shape()[axis])
                        .doesNotContain(0f);
            });
        }
    }

    @Test
    void an_input_takes_another_shape_and_outputs_follow() {
        byte[] model = passThrough(FlatModel.tensor("x", FLOAT32, new int[] {1, 3}, null));
        try (TfLiteInterpreter interpreter = interpreter(model)) {
            TfLiteTensor in = interpreter.inputs().getFirst();
            MemorySegment before = in.data();
            interpreter.resizeInput(0, 4, 3);
            Failures.assertRefused(TfLiteFailure.NOT_ALLOCATED, interpreter::invoke)
                    .hasMessageContaining("call allocate first");
            Failures.assertRefused(TfLiteFailure.NOT_ALLOCATED, in::data);
            interpreter.allocate();
            assertThat(in.shape()).containsExactly(4, 3);
            assertThat(in.data().byteSize()).isEqualTo(48);
            interpreter.invoke();
            assertThatThrownBy(() -> before.get(ValueLayout.JAVA_FLOAT, 0))
                    .as("a segment from before")
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void an_input_that_does_not_exist_or_a_shape_that_cannot_be_is_refused() {
        byte[] model = passThrough(FlatModel.tensor("x", FLOAT32, new int[] {1, 3}, null));
        try (TfLiteInterpreter interpreter = interpreter(model)) {
            Failures.assertRefused(TfLiteFailure.TENSOR_MISSING, () -> interpreter.resizeInput(1, 4))
                    .hasMessageContaining("no input 1; it has 1");
            Failures.assertRefused(TfLiteFailure.RESIZE_REFUSED, () -> interpreter.resizeInput(0, 4, 0))
                    .hasMessageContaining("[4, 0]");
            interpreter.invoke();
        }
    }

    @Test
    void a_public_model_is_resized_under_xnnpack_and_back() {
        try (TfLiteModel model = TfLiteModel.of(LITE, SharedFiles.models("mlperf-tiny/ad01_int8.tflite"));
                TfLiteInterpreter interpreter = TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(1))) {
            byte[] single = reconstruction(interpreter, 1);
            interpreter.resizeInput(0, 3, 640);
            interpreter.allocate();
            byte[] three = reconstruction(interpreter, 3);
            assertThat(three).hasSize(3 * 640).startsWith(single).endsWith(single);
        }
    }

    @Test
    void an_output_of_dynamic_size_is_known_after_the_inference_and_mapped_until_the_next() {
        List<FlatModel.Table> tensors = List.of(
                FlatModel.tensor("data", FLOAT32, new int[] {6}, null),
                FlatModel.tensor("shape", INT32, new int[] {2}, null),
                FlatModel.tensor("out", FLOAT32, new int[] {1, 6}, null));
        byte[] model = FlatModel.model(
                List.of(FlatModel.builtin(RESHAPE)),
                tensors,
                new int[] {0, 1},
                new int[] {2},
                List.of(FlatModel.operator(0, new int[] {0, 1}, new int[] {2})));
        try (TfLiteInterpreter interpreter = interpreter(model)) {
            TfLiteTensor out = interpreter.outputs().getFirst();
            assertThat(reshaped(interpreter, 2, 3)).isEqualTo(24);
            assertThat(out.shape()).containsExactly(2, 3);
            MemorySegment kept = out.data();
            assertThat(reshaped(interpreter, 3, 2)).isEqualTo(24);
            assertThat(out.shape()).containsExactly(3, 2);
            assertThatThrownBy(() -> kept.get(ValueLayout.JAVA_FLOAT, 0)).isInstanceOf(IllegalStateException.class);
            Failures.assertRefused(TfLiteFailure.INFERENCE_FAILED, () -> reshaped(interpreter, 4, 4))
                    .hasMessageContaining("num_input_elements != num_output_elements (6 != 16)");
            assertThat(reshaped(interpreter, 6, 1)).as("after a failure").isEqualTo(24);
        }
    }

    @Test
    void a_variable_of_any_graph_is_seen() {
        FlatModel.Table plain = FlatModel.tensor("x", FLOAT32, new int[] {1}, null);
        FlatModel.Table variable = new FlatModel.Table(new int[] {1}, (byte) FLOAT32, 0, "state", null, (byte) 1);
        assertThat(remembers(List.of(List.of(plain)))).isFalse();
        assertThat(remembers(List.of(List.of(plain, variable)))).isTrue();
        assertThat(remembers(List.of(List.of(plain), List.of(plain, plain)))).isFalse();
        assertThat(remembers(List.of(List.of(plain), List.of(plain, variable)))).isTrue();
    }

    private static boolean remembers(List<List<FlatModel.Table>> graphs) {
        try (TfLiteInterpreter interpreter = interpreter(FlatModel.passThrough(graphs))) {
            return interpreter.hasVariables();
        }
    }

    private static long reshaped(TfLiteInterpreter interpreter, int rows, int columns) {
        interpreter.inputs().get(0).data().fill((byte) 0);
        MemorySegment shape = interpreter.inputs().get(1).data();
        shape.setAtIndex(ValueLayout.JAVA_INT, 0, rows);
        shape.setAtIndex(ValueLayout.JAVA_INT, 1, columns);
        interpreter.invoke();
        return interpreter.outputs().getFirst().data().byteSize();
    }

    private static byte[] reconstruction(TfLiteInterpreter interpreter, int rows) {
        MemorySegment in = interpreter.inputs().getFirst().data();
        for (int i = 0; i < rows * 640; i++) {
            in.set(ValueLayout.JAVA_BYTE, i, (byte) (i % 640 % 101));
        }
        interpreter.invoke();
        return interpreter.outputs().getFirst().data().toArray(ValueLayout.JAVA_BYTE);
    }

    private static byte[] passThrough(FlatModel.Table tensor) {
        return FlatModel.model(List.of(), List.of(tensor), new int[] {0}, new int[] {0}, new ArrayList<>());
    }

    private static TfLiteInterpreter interpreter(byte[] bytes) {
        try (TfLiteModel model = TfLiteModel.of(LITE, bytes)) {
            return TfLiteInterpreter.create(model, InterpreterOptions.builtin(1));
        }
    }
}
