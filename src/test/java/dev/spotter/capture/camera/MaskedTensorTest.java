package dev.spotter.capture.camera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.model.ImageInput;
import dev.spotter.model.ImageInput.Colours;
import dev.spotter.model.ImageInput.Fit;
import dev.spotter.model.Normalisation;
import dev.spotter.model.PixelTensor;
import dev.spotter.model.RegionRule;
import dev.spotter.model.frame.FrameSampler;
import dev.spotter.model.frame.Frames;
import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.Frame;
import dev.spotter.observation.Polygon;
import dev.spotter.observation.Polygon.Corner;
import dev.spotter.tflite.SingleTensor;
import dev.spotter.tflite.TensorType;
import dev.spotter.tflite.TfLiteInterpreter;
import dev.spotter.tflite.TfLiteTensor;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mask covers reaches no model: proved on the input tensor, letterboxed and turned. */
class MaskedTensorTest {
    private static final int SIDE = 192;
    private static final FrameSize SIZE = new FrameSize(640, 480);
    private static final Masks MASKS = new Masks(
            SIZE,
            List.of(
                    rectangle(0.1, 0.2, 0.4, 0.9),
                    new Polygon(List.of(new Corner(0.55, 0.1), new Corner(0.95, 0.3), new Corner(0.6, 0.55)))));

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void two_frames_that_differ_under_the_mask_only_give_the_same_tensor_bit_for_bit(double rotation) {
        Frame one = Frames.noise(640, 480, new Random(1));
        Frame other = Frames.noise(640, 480, new Random(2));
        byte[] masked = one.planes().toArray(ValueLayout.JAVA_BYTE);
        MASKS.blacken(one);
        for (int i = 0; i < masked.length; i++) {
            // what the mask left alone is the same in both; what it changed is noise of its own in the other
            if (one.planes().get(ValueLayout.JAVA_BYTE, i) == masked[i]) {
                other.planes().set(ValueLayout.JAVA_BYTE, i, masked[i]);
            }
        }
        assertThat(tensor(other, rotation)).isNotEqualTo(tensor(one, rotation));

        MASKS.blacken(other);

        assertThat(tensor(other, rotation)).isEqualTo(tensor(one, rotation));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void masked_pixels_are_black_in_the_tensor(double rotation) {
        Frame white = Frames.black(640, 480);
        white.planes().asSlice(0, white.blueOffset()).fill((byte) 235);
        MASKS.blacken(white);
        byte[] tensor = tensor(white, rotation);
        PictureTransform transform = transform(rotation);
        int inside = 0;

        for (int i = 0; i < SIDE * SIDE; i++) {
            double x = transform.frameX(i % SIDE + 0.5, i / SIDE + 0.5) / 640;
            double y = transform.frameY(i % SIDE + 0.5, i / SIDE + 0.5) / 480;
            // the mask, less the pixel that bilinear sampling reaches beyond a point
            if (x > 0.1 + 1.0 / 640 && x < 0.4 - 1.0 / 640 && y > 0.2 + 1.0 / 480 && y < 0.9 - 1.0 / 480) {
                inside++;
                assertThat(tensor[3 * i] | tensor[3 * i + 1] | tensor[3 * i + 2])
                        .isZero();
            }
        }
        assertThat(inside).isGreaterThan(3000);
        assertThat(tensor).contains((byte) 255);
    }

    private static byte[] tensor(Frame frame, double rotation) {
        ImageInput input = new ImageInput(
                "picture", "for a test", SIDE, SIDE, Colours.RGB, Normalisation.none(3), Fit.LETTERBOX, RegionRule.BOX);
        try (TfLiteInterpreter interpreter = SingleTensor.interpreter(TensorType.UINT8, 0, 0, 1, SIDE, SIDE, 3)) {
            TfLiteTensor tensor = interpreter.inputs().getFirst();
            new FrameSampler(new PixelTensor(input, tensor)).sample(frame, transform(rotation));
            return tensor.data().toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private static PictureTransform transform(double rotation) {
        PictureTransform transform = new PictureTransform();
        transform.part(Fit.LETTERBOX, 640, 480, SIDE, SIDE, 320, 240, 640, 480, rotation);
        return transform;
    }

    private static Polygon rectangle(double left, double top, double right, double bottom) {
        return new Polygon(List.of(
                new Corner(left, top), new Corner(right, top), new Corner(right, bottom), new Corner(left, bottom)));
    }
}
