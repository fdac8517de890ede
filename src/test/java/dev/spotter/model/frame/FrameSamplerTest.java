package dev.spotter.model.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.SharedFiles;
import dev.spotter.model.DigitPackage;
import dev.spotter.model.ImageInput;
import dev.spotter.model.ImageInput.Colours;
import dev.spotter.model.ImageInput.Fit;
import dev.spotter.model.Normalisation;
import dev.spotter.model.PixelTensor;
import dev.spotter.model.RegionRule;
import dev.spotter.model.picture.Picture;
import dev.spotter.model.picture.PictureReader;
import dev.spotter.observation.Frame;
import dev.spotter.tflite.SingleTensor;
import dev.spotter.tflite.TensorType;
import dev.spotter.tflite.TfLiteInterpreter;
import dev.spotter.tflite.TfLiteTensor;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the tensor is what exact bilinear sampling of the frame gives, for any sizes, regions and types of tensors. */
class FrameSamplerTest {
    private static final int CASES = 150;
    /**
     * Noise is the worst case: two roundings to 8 bits and two of weights to 256ths, each half a step of chroma at most, which
     * are 2.02 steps of blue each.
     */
    private static final double STEPS_OF_NOISE = 3.5;

    private final PictureTransform transform = new PictureTransform();

    @ParameterizedTest
    @EnumSource
    void a_whole_frame_is_sampled_as_exact_arithmetic_does(Fit fit) {
        Random random = new Random(20261126);
        for (int i = 0; i < CASES; i++) {
            Frame frame = Frames.noise(even(random, 200), even(random, 200), random);
            int width = 1 + random.nextInt(100);
            int height = 1 + random.nextInt(100);
            transform.whole(fit, frame.width(), frame.height(), width, height);
            assertThat(transform.upright()).isTrue();

            assertAsExact(frame, width, height);
        }
    }

    @Test
    void an_upright_region_is_sampled_as_exact_arithmetic_does_and_black_beyond_the_frame() {
        Random random = new Random(1);
        for (int i = 0; i < CASES; i++) {
            Frame frame = Frames.noise(even(random, 200), even(random, 200), random);
            region(frame, 1 + random.nextInt(100), 1 + random.nextInt(100), 0, random);

            assertAsExact(frame, transform.tensorWidth(), transform.tensorHeight());
        }
    }

    @Test
    void a_turned_region_is_sampled_as_exact_arithmetic_does_and_black_beyond_the_frame() {
        Random random = new Random(2);
        for (int i = 0; i < CASES; i++) {
            Frame frame = Frames.noise(even(random, 200), even(random, 200), random);
            region(frame, 1 + random.nextInt(100), 1 + random.nextInt(100), 20 * random.nextDouble() - 10, random);
            assertThat(transform.upright()).isFalse();

            assertAsExact(frame, transform.tensorWidth(), transform.tensorHeight());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void a_real_picture_is_sampled_nearer_still(double rotation) {
        Frame frame = Frames.of(PictureReader.read(DigitPackage.bytes(SharedFiles.models("coral/squat.bmp"))));
        for (int side : new int[] {96, 192, 256, 513}) {
            transform.region(
                    frame.width(), frame.height(), side, side, 250, 300, 1.1 * frame.width(), frame.height(), rotation);

            assertAsExact(frame, side, side, 2.5);
        }
    }

    @Test
    void a_frame_of_the_tensors_size_is_only_brought_to_its_colours() {
        Frame frame = Frames.black(4, 2);
        frame.planes().set(ValueLayout.JAVA_BYTE, 0, (byte) 235);
        transform.stretch(4, 2, 4, 2);

        assertThat(sampled(frame, TensorType.UINT8, 0, 0, 4, 2)).startsWith(255, 255, 255, 0, 0, 0);
    }

    @Test
    void the_bars_of_a_letterbox_are_black_at_all_sides_and_nothing_else_is() {
        Frame frame = Frames.black(40, 20);
        frame.planes().asSlice(0, frame.blueOffset()).fill((byte) 235);
        transform.letterbox(40, 20, 12, 12);
        double[] wide = sampled(frame, TensorType.UINT8, 0, 0, 12, 12);
        transform.letterbox(40, 20, 20, 5);
        double[] narrow = sampled(frame, TensorType.UINT8, 0, 0, 20, 5);

        for (int i = 0; i < wide.length; i++) {
            int row = i / 3 / 12;
            assertThat(wide[i]).isEqualTo(row >= 3 && row < 9 ? 255 : 0);
        }
        for (int i = 0; i < narrow.length; i++) {
            int column = i / 3 % 20;
            assertThat(narrow[i]).isEqualTo(column >= 5 && column < 15 ? 255 : 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UINT8, 0, 0, 0, 1",
        "UINT8, 0.0078125, 128, 127.5, 127.5",
        "INT8, 0.003921569, -128, 0, 255",
        "INT8, 0.0078125, 0, 127.5, 127.5",
        "INT8, 0.02, 3, 120, 60",
        "INT16, 0.00390625, 0, 128, 128",
        "INT32, 0, 0, 128, 1",
        "FLOAT32, 0, 0, 127.5, 127.5"
    })
    void a_colour_is_normalised_and_quantized_as_the_package_and_the_tensor_say(
            TensorType type, float scale, int zeroPoint, double mean, double divisor) {
        Frame frame = Frames.noise(32, 24, new Random(3));
        transform.letterbox(32, 24, 20, 17);
        double[] colours = sampled(frame, TensorType.UINT8, 0, 0, 20, 17);
        Normalisation normalisation =
                new Normalisation(List.of(mean, mean + 1, mean + 2), List.of(divisor, divisor * 1.5, divisor * 2));

        double[] elements = sampled(frame, type, scale, zeroPoint, image(20, 17, Colours.RGB, normalisation));

        for (int i = 0; i < colours.length; i++) {
            double real = (colours[i] - normalisation.mean().get(i % 3))
                    / normalisation.scale().get(i % 3);
            assertThat(elements[i])
                    .isCloseTo(
                            switch (type) {
                                case FLOAT32 -> real;
                                case UINT8 -> Math.clamp(steps(real, scale, zeroPoint), 0, 255);
                                case INT8 -> Math.clamp(steps(real, scale, zeroPoint), -128, 127);
                                default -> steps(real, scale, zeroPoint);
                            },
                            within(1e-5));
        }
    }

    @ParameterizedTest
    @CsvSource({"UINT8, 0, 0, 0, 1", "INT8, 0.003921569, -128, 0, 255", "UINT8, 0.02, 3, 0, 60", "FLOAT32, 0, 0, 0, 1"})
    void a_grey_input_takes_the_luma_in_the_full_range(
            TensorType type, float scale, int zeroPoint, double mean, double divisor) {
        Frame frame = Frames.noise(32, 24, new Random(4));
        transform.letterbox(32, 24, 20, 17);
        ImageInput grey = image(20, 17, Colours.GREY, new Normalisation(List.of(mean), List.of(divisor)));

        double[] elements = sampled(frame, type, scale, zeroPoint, grey);

        assertThat(elements).hasSize(20 * 17);
        for (int i = 0; i < elements.length; i++) {
            double colour = ((elements[i] - zeroPoint) * (scale == 0 ? 1 : scale)) * divisor + mean;
            assertThat(colour).isCloseTo(ExactSampling.grey(frame, transform, i % 20, i / 20), within(STEPS_OF_NOISE));
        }
    }

    @Test
    void a_picture_of_a_file_is_sampled_as_a_frame_of_it() {
        Random random = new Random(5);
        byte[] rgb = new byte[60 * 40 * 3];
        for (int i = 0; i < rgb.length; i++) {
            // smooth, as chroma is coarser in the frame
            rgb[i] = (byte) (128 + 100 * Math.sin(i / 3 % 60 / 15.0 + i % 3) * Math.cos(i / 180 / 10.0));
        }
        Picture picture = new Picture(60, 40, rgb);
        Frame frame = Frames.of(picture);
        for (int i = 0; i < 20; i++) {
            region(frame, 30, 25, i % 2 * random.nextDouble(), random);
            try (TfLiteInterpreter interpreter = SingleTensor.interpreter(TensorType.UINT8, 0, 0, 1, 25, 30, 3)) {
                TfLiteTensor tensor = interpreter.inputs().getFirst();
                new PictureSampler(new PixelTensor(rgb(30, 25), tensor)).sample(picture, transform);
                double[] ofPicture = elements(tensor);
                double[] ofFrame = sampled(frame, TensorType.UINT8, 0, 0, 30, 25);
                for (int element = 0; element < ofFrame.length; element++) {
                    assertThat(ofPicture[element]).isCloseTo(ofFrame[element], within(6.0));
                }
            }
        }
    }

    private void assertAsExact(Frame frame, int width, int height) {
        assertAsExact(frame, width, height, STEPS_OF_NOISE);
    }

    private void assertAsExact(Frame frame, int width, int height, double steps) {
        double[] elements = sampled(frame, TensorType.UINT8, 0, 0, width, height);
        double sum = 0;
        for (int i = 0; i < width * height; i++) {
            double[] exact = ExactSampling.rgb(frame, transform, i % width, i / width);
            for (int colour = 0; colour < 3; colour++) {
                double difference = Math.abs(elements[3 * i + colour] - exact[colour]);
                sum += difference;
                if (difference > steps) {
                    throw new AssertionError("%s steps off in colour %d of pixel %d of %d x %d, frame %d x %d"
                            .formatted(difference, colour, i, width, height, frame.width(), frame.height()));
                }
            }
        }
        assertThat(sum / elements.length).isLessThan(0.6);
    }

    private void region(Frame frame, int width, int height, double rotation, Random random) {
        transform.region(
                frame.width(),
                frame.height(),
                width,
                height,
                frame.width() * (1.4 * random.nextDouble() - 0.2),
                frame.height() * (1.4 * random.nextDouble() - 0.2),
                frame.width() * (0.05 + 1.5 * random.nextDouble()),
                frame.height() * (0.05 + 1.5 * random.nextDouble()),
                rotation);
    }

    private double[] sampled(Frame frame, TensorType type, float scale, int zeroPoint, int width, int height) {
        return sampled(frame, type, scale, zeroPoint, rgb(width, height));
    }

    private double[] sampled(Frame frame, TensorType type, float scale, int zeroPoint, ImageInput input) {
        try (TfLiteInterpreter interpreter = SingleTensor.interpreter(
                type,
                scale,
                zeroPoint,
                1,
                input.height(),
                input.width(),
                input.colours().count())) {
            TfLiteTensor tensor = interpreter.inputs().getFirst();
            tensor.data().fill((byte) 77);
            new FrameSampler(new PixelTensor(input, tensor)).sample(frame, transform);
            return elements(tensor);
        }
    }

    private static double[] elements(TfLiteTensor tensor) {
        double[] elements = new double[(int) tensor.elements()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = switch (tensor.type()) {
                case UINT8 -> Byte.toUnsignedInt(tensor.data().get(ValueLayout.JAVA_BYTE, i));
                case INT8 -> tensor.data().get(ValueLayout.JAVA_BYTE, i);
                case INT16 -> tensor.data().getAtIndex(ValueLayout.JAVA_SHORT, i);
                case INT32 -> tensor.data().getAtIndex(ValueLayout.JAVA_INT, i);
                default -> tensor.data().getAtIndex(ValueLayout.JAVA_FLOAT, i);
            };
        }
        return elements;
    }

    private static double steps(double real, float scale, int zeroPoint) {
        return Math.floor(real / (scale == 0 ? 1 : scale) + 0.5) + zeroPoint;
    }

    private static ImageInput rgb(int width, int height) {
        return image(width, height, Colours.RGB, Normalisation.none(3));
    }

    private static ImageInput image(int width, int height, Colours colours, Normalisation normalisation) {
        return new ImageInput(
                "picture", "for a test", width, height, colours, normalisation, Fit.STRETCH, RegionRule.BOX);
    }

    private static int even(Random random, int most) {
        return 2 * (1 + random.nextInt(most / 2));
    }
}
