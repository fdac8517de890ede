package dev.spotter.model.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.model.ImageInput;
import dev.spotter.model.ImageInput.Colours;
import dev.spotter.model.ImageInput.Fit;
import dev.spotter.model.ModelException;
import dev.spotter.model.Normalisation;
import dev.spotter.model.RegionRule;
import dev.spotter.observation.Box;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Frame;
import dev.spotter.observation.Keypoints;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a detected part is cut out of a frame of 640 x 480 for a tensor of 256 x 256. */
class RegionCutterTest {
    private static final Frame FRAME = Frames.black(640, 480);
    /** Boxes and key points are of single precision. */
    private static final Offset<Double> PIXELS = within(1e-3);

    private final PictureTransform transform = new PictureTransform();

    @ParameterizedTest
    @CsvSource({
        // the box is 128 x 96 pixels at 256, 240, and grows by half of its sides
        "LETTERBOX, 0.25, 224, 192, 192, 192",
        "CROP, 0.25, 248, 216, 144, 144",
        "STRETCH, 0.25, 224, 216, 192, 144",
        "STRETCH, 0, 256, 240, 128, 96"
    })
    void a_box_grows_by_its_margin_and_comes_to_the_tensors_proportions(
            Fit fit, double margin, double left, double top, double width, double height) {
        Detection person = new Detection("person", 0.9f, new Box(0.4f, 0.5f, 0.2f, 0.2f), Keypoints.NONE);

        assertThat(cut(fit, new RegionRule.AroundBox(margin, Optional.empty()), person))
                .isTrue();

        assertThat(transform.frameX(0, 0)).isCloseTo(left, PIXELS);
        assertThat(transform.frameY(0, 0)).isCloseTo(top, PIXELS);
        assertThat(transform.frameX(256, 256)).isCloseTo(left + width, PIXELS);
        assertThat(transform.frameY(256, 256)).isCloseTo(top + height, PIXELS);
    }

    @Test
    void a_box_may_keep_its_proportions_where_the_whole_frame_does_not() {
        Detection person = new Detection("person", 0.9f, new Box(0.4f, 0.5f, 0.2f, 0.2f), Keypoints.NONE);

        assertThat(cut(Fit.STRETCH, new RegionRule.AroundBox(0.25, Optional.of(Fit.LETTERBOX)), person))
                .isTrue();

        assertThat(transform.frameY(0, 0)).isCloseTo(192, PIXELS);
        assertThat(transform.frameY(256, 256)).isCloseTo(384, PIXELS);
    }

    @Test
    void key_points_give_the_turned_square_of_mediapipe() {
        RegionRule rule = new RegionRule.AroundKeypoints("mid-hip", "full-body", 0.125);
        Random random = new Random(20261126);
        for (int i = 0; i < 1000; i++) {
            float hipX = random.nextFloat();
            float hipY = random.nextFloat();
            float endX = random.nextFloat();
            float endY = random.nextFloat();
            assertThat(cut(Fit.LETTERBOX, rule, body(hipX, hipY, endX, endY))).isTrue();

            // AlignmentPointsRectsCalculator, then RectTransformationCalculator with a scale of 1.25
            double x = 640.0 * hipX;
            double y = 480.0 * hipY;
            double side = 2 * Math.hypot(640.0 * endX - x, 480.0 * endY - y) * 1.25;
            double rotation = Math.PI / 2 - Math.atan2(-(480.0 * endY - y), 640.0 * endX - x);
            assertThat(transform.frameX(128, 128)).isCloseTo(x, PIXELS);
            assertThat(transform.frameY(128, 128)).isCloseTo(y, PIXELS);
            assertThat(transform.frameX(256, 128)).isCloseTo(x + side / 2 * Math.cos(rotation), PIXELS);
            assertThat(transform.frameY(256, 128)).isCloseTo(y + side / 2 * Math.sin(rotation), PIXELS);
            // upright: the second point is above the first, half a side less the margin away
            assertThat(transform.tensorX(640.0 * endX, 480.0 * endY)).isCloseTo(128, within(0.05));
            assertThat(transform.tensorY(640.0 * endX, 480.0 * endY)).isCloseTo(128 - 128 / 1.25, within(0.05));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0, Float.NaN, Float.POSITIVE_INFINITY, 1e30f, 2000})
    void a_region_without_size_or_beyond_all_measure_is_not_looked_at(float away) {
        RegionRule rule = new RegionRule.AroundKeypoints("mid-hip", "full-body", 0);

        assertThat(cut(Fit.LETTERBOX, rule, body(0.5f, 0.5f, 0.5f + away, 0.5f)))
                .isFalse();
    }

    @Test
    void key_points_that_are_not_there_are_named() {
        RegionRule rule = new RegionRule.AroundKeypoints("mid-hip", "nose", 0);

        assertThatThrownBy(() -> cut(Fit.LETTERBOX, rule, body(0.5f, 0.5f, 0.5f, 0.1f)))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.code()).isEqualTo("region-keypoint-missing"))
                .hasMessage(
                        "landmarks cuts its regions out by the key points mid-hip and nose, but what was detected has"
                                + " [mid-hip, full-body]");
    }

    private boolean cut(Fit fit, RegionRule rule, Detection detection) {
        ImageInput input =
                new ImageInput("picture", "for a test", 256, 256, Colours.RGB, Normalisation.none(3), fit, rule);
        return new RegionCutter("landmarks", input).cut(FRAME, detection, transform);
    }

    private static Detection body(float hipX, float hipY, float endX, float endY) {
        return new Detection("person", 0.9f, Box.WHOLE, new Keypoints(List.of("mid-hip", "full-body"), new float[] {
            hipX, hipY, 1, endX, endY, 1
        }));
    }
}
