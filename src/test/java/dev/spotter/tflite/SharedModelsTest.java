package dev.spotter.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The public models give what their pages say, on XNNPACK and on the built-in kernels. */
class SharedModelsTest {
    private static final TfLite LITE = LoadedLibrary.get();

    static List<InterpreterOptions> ways() {
        return List.of(InterpreterOptions.xnnpack(1), InterpreterOptions.xnnpack(2), InterpreterOptions.builtin(1));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void movenet_finds_the_squatting_lifter(InterpreterOptions options) throws IOException {
        List<String> reference =
                Files.readAllLines(SharedFiles.models("coral/movenet_single_pose_lightning_ptq_reference.csv"));
        try (TfLiteInterpreter interpreter = open("coral/movenet_single_pose_lightning_ptq.tflite", options)) {
            fillWithPicture(interpreter, "coral/squat.bmp");
            interpreter.invoke();
            MemorySegment points = interpreter.outputs().getFirst().data();
            List<String[]> confident = reference.stream()
                    .skip(1)
                    .map(line -> line.split(","))
                    .filter(cells -> Float.parseFloat(cells[3]) > 0.4)
                    .toList();
            // The elbow behind the bar is a toss-up: XNNPACK rounds otherwise than the kernels that made the reference.
            assertThat(confident.stream().filter(cells -> agrees(points, cells)))
                    .hasSizeGreaterThanOrEqualTo(confident.size() - 1);
        }
    }

    private static boolean agrees(MemorySegment points, String[] reference) {
        long keypoint = Long.parseLong(reference[2]) * 3;
        return Math.abs(points.getAtIndex(ValueLayout.JAVA_FLOAT, keypoint) - Float.parseFloat(reference[5])) < 0.04
                && Math.abs(points.getAtIndex(ValueLayout.JAVA_FLOAT, keypoint + 1) - Float.parseFloat(reference[4]))
                        < 0.04;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void mobilenet_sees_a_chickadee(InterpreterOptions options) throws IOException {
        List<String> labels = Files.readAllLines(SharedFiles.models("coral/imagenet_labels.txt"));
        try (TfLiteInterpreter interpreter = open("coral/mobilenet_v1_0.25_128_quant.tflite", options)) {
            fillWithPicture(interpreter, "coral/bird.bmp");
            interpreter.invoke();
            assertThat(labels.get(best(interpreter.outputs().getFirst()))).isEqualTo("chickadee");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void the_lstm_reads_a_nine_and_starts_afresh_when_its_variables_are_reset(InterpreterOptions options)
            throws IOException {
        BufferedImage nine =
                ImageIO.read(SharedFiles.models("coral/mnist_nine.bmp").toFile());
        try (TfLiteInterpreter interpreter = open("coral/keras_lstm_mnist_ptq.tflite", options)) {
            assertThat(interpreter.tensors().stream().filter(TensorInfo::variable))
                    .hasSize(2);
            assertThat(interpreter.hasVariables()).isTrue();
            interpreter.resetVariables();
            byte[] first = lstm(interpreter, nine);
            assertThat(best(interpreter.outputs().getFirst())).isEqualTo(9);
            byte[] second = lstm(interpreter, nine);
            interpreter.resetVariables();
            byte[] again = lstm(interpreter, nine);
            assertThat(second).as("state carried over").isNotEqualTo(first);
            assertThat(again).as("state reset").isEqualTo(first);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void the_autoencoder_gives_the_same_for_the_same(InterpreterOptions options) {
        try (TfLiteInterpreter interpreter = open("mlperf-tiny/ad01_int8.tflite", options)) {
            assertThat(interpreter.inputs().getFirst().quantization().scale()).isPositive();
            assertThat(interpreter.hasVariables()).isFalse();
            byte[] zeros = run(interpreter, (byte) 0);
            byte[] ones = run(interpreter, (byte) 40);
            assertThat(zeros).hasSize(640).isNotEqualTo(ones).isEqualTo(run(interpreter, (byte) 0));
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void the_visual_wake_words_model_gives_two_classes(InterpreterOptions options) {
        try (TfLiteInterpreter interpreter = open("mlperf-tiny/vww_96_int8.tflite", options)) {
            TfLiteTensor output = interpreter.outputs().getFirst();
            assertThat(output.quantization().scale()).isEqualTo(1f / 256);
            assertThat(output.quantization().zeroPoint()).isEqualTo(-128);
            byte[] scores = run(interpreter, (byte) 0);
            assertThat(scores[0] + scores[1] + 256)
                    .as("probabilities that add up")
                    .isBetween(254, 258);
        }
    }

    private static byte[] run(TfLiteInterpreter interpreter, byte value) {
        interpreter.inputs().getFirst().data().fill(value);
        interpreter.invoke();
        return interpreter.outputs().getFirst().data().toArray(ValueLayout.JAVA_BYTE);
    }

    private static byte[] lstm(TfLiteInterpreter interpreter, BufferedImage nine) {
        MemorySegment in = interpreter.inputs().getFirst().data();
        for (int i = 0; i < 28 * 28; i++) {
            in.set(ValueLayout.JAVA_BYTE, i, (byte) nine.getRaster().getSample(i % 28, i / 28, 0));
        }
        interpreter.invoke();
        return interpreter.outputs().getFirst().data().toArray(ValueLayout.JAVA_BYTE);
    }

    private static int best(TfLiteTensor scores) {
        MemorySegment data = scores.data();
        int best = 0;
        for (int i = 1; i < scores.elements(); i++) {
            if (Byte.toUnsignedInt(data.get(ValueLayout.JAVA_BYTE, i))
                    > Byte.toUnsignedInt(data.get(ValueLayout.JAVA_BYTE, best))) {
                best = i;
            }
        }
        return best;
    }

    private static void fillWithPicture(TfLiteInterpreter interpreter, String name) throws IOException {
        TfLiteTensor input = interpreter.inputs().getFirst();
        int size = input.shape()[1];
        BufferedImage scaled = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(ImageIO.read(SharedFiles.models(name).toFile()), 0, 0, size, size, null);
        graphics.dispose();
        MemorySegment data = input.data();
        for (int i = 0; i < size * size; i++) {
            int rgb = scaled.getRGB(i % size, i / size);
            data.set(ValueLayout.JAVA_BYTE, i * 3L, (byte) (rgb >> 16));
            data.set(ValueLayout.JAVA_BYTE, i * 3L + 1, (byte) (rgb >> 8));
            data.set(ValueLayout.JAVA_BYTE, i * 3L + 2, (byte) rgb);
        }
    }

    private static TfLiteInterpreter open(String name, InterpreterOptions options) {
        Path file = SharedFiles.models(name);
        try (TfLiteModel model = TfLiteModel.of(LITE, file)) {
            return TfLiteInterpreter.create(model, options);
        }
    }
}
