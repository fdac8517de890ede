package dev.spotter.model.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.model.ImageInput.Fit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exact both ways, whatever the sizes, the region and the rotation. */
class PictureTransformTest {
    private static final int CASES = 2000;
    private static final double PIXELS = 1e-6;

    private final Random random = new Random(20261126);
    private final PictureTransform transform = new PictureTransform();

    // drawn anew for each case
    private int frameWidth;
    private int frameHeight;
    private int tensorWidth;
    private int tensorHeight;

    @Test
    void a_point_of_a_region_comes_back_from_the_tensor_and_one_of_the_tensor_from_the_frame() {
        for (int i = 0; i < CASES; i++) {
            draw();
            transform.region(
                    frameWidth,
                    frameHeight,
                    tensorWidth,
                    tensorHeight,
                    frameWidth * between(-0.5, 1.5),
                    frameHeight * between(-0.5, 1.5),
                    frameWidth * between(0.01, 3),
                    frameHeight * between(0.01, 3),
                    between(-10, 10));

            assertThereAndBack();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_point_of_a_whole_frame_comes_back_too(Fit fit) {
        for (int i = 0; i < CASES; i++) {
            draw();
            transform.whole(fit, frameWidth, frameHeight, tensorWidth, tensorHeight);

            assertThereAndBack();
            assertThat(transform.upright()).isTrue();
            assertThat(transform.frameX(tensorWidth / 2.0, 0)).isCloseTo(frameWidth / 2.0, within(PIXELS));
            assertThat(transform.frameY(0, tensorHeight / 2.0)).isCloseTo(frameHeight / 2.0, within(PIXELS));
        }
    }

    @Test
    void a_letterbox_keeps_proportions_is_centred_and_shows_all_of_the_frame_as_large_as_it_fits() {
        for (int i = 0; i < CASES; i++) {
            draw();
            transform.letterbox(frameWidth, frameHeight, tensorWidth, tensorHeight);
            double left = transform.tensorX(0, 0);
            double right = transform.tensorX(frameWidth, 0);
            double top = transform.tensorY(0, 0);
            double bottom = transform.tensorY(0, frameHeight);

            assertThat((right - left) / frameWidth).isCloseTo((bottom - top) / frameHeight, within(1e-9));
            assertThat(left).isCloseTo(tensorWidth - right, within(PIXELS));
            assertThat(top).isCloseTo(tensorHeight - bottom, within(PIXELS));
            assertThat(Math.min(left, top)).isCloseTo(0, within(PIXELS));
            assertThat(Math.max(left, top)).isGreaterThanOrEqualTo(-PIXELS);
        }
    }

    @Test
    void a_crop_keeps_proportions_and_fills_the_tensor_with_as_much_of_the_frame_as_there_can_be() {
        for (int i = 0; i < CASES; i++) {
            draw();
            transform.whole(Fit.CROP, frameWidth, frameHeight, tensorWidth, tensorHeight);
            double left = transform.frameX(0, 0);
            double right = transform.frameX(tensorWidth, 0);
            double top = transform.frameY(0, 0);
            double bottom = transform.frameY(0, tensorHeight);

            assertThat((right - left) / tensorWidth).isCloseTo((bottom - top) / tensorHeight, within(1e-9));
            assertThat(Math.min(left, top)).isCloseTo(0, within(PIXELS));
            assertThat(Math.max(left, top)).isGreaterThanOrEqualTo(-PIXELS);
        }
    }

    @Test
    void a_stretch_brings_the_corners_of_the_frame_to_those_of_the_tensor() {
        for (int i = 0; i < CASES; i++) {
            draw();
            transform.stretch(frameWidth, frameHeight, tensorWidth, tensorHeight);

            assertThat(transform.frameX(0, 0)).isCloseTo(0, within(PIXELS));
            assertThat(transform.frameY(0, 0)).isCloseTo(0, within(PIXELS));
            assertThat(transform.frameX(tensorWidth, tensorHeight)).isCloseTo(frameWidth, within(PIXELS));
            assertThat(transform.frameY(tensorWidth, tensorHeight)).isCloseTo(frameHeight, within(PIXELS));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_frame_of_the_tensors_size_stays_as_it_is(Fit fit) {
        draw();
        transform.whole(fit, tensorWidth, tensorHeight, tensorWidth, tensorHeight);

        assertThat(transform.frameX(12.25, 7)).isEqualTo(12.25);
        assertThat(transform.frameY(12.25, 7)).isEqualTo(7);
        assertThat(transform.tensorX(12.25, 7)).isEqualTo(12.25);
        assertThat(transform.tensorY(12.25, 7)).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_cut_out_keeps_its_middle_and_its_rotation_however_it_fits(Fit fit) {
        for (int i = 0; i < CASES; i++) {
            draw();
            double x = frameWidth * between(-0.5, 1.5);
            double y = frameHeight * between(-0.5, 1.5);
            double rotation = between(-3, 3);
            transform.part(
                    fit,
                    frameWidth,
                    frameHeight,
                    tensorWidth,
                    tensorHeight,
                    x,
                    y,
                    between(1, 500),
                    between(1, 500),
                    rotation);
            double middleX = tensorWidth / 2.0;
            double middleY = tensorHeight / 2.0;
            double right = transform.frameX(middleX, middleY - 1) - x;
            double down = transform.frameY(middleX, middleY - 1) - y;

            assertThereAndBack();
            assertThat(transform.frameX(middleX, middleY)).isCloseTo(x, within(PIXELS));
            assertThat(transform.frameY(middleX, middleY)).isCloseTo(y, within(PIXELS));
            assertThat(Math.atan2(right, -down)).isCloseTo(rotation, within(1e-6));
        }
    }

    @Test
    void a_quarter_turn_clockwise_brings_what_is_at_the_right_to_the_top() {
        transform.region(100, 60, 20, 20, 50, 30, 40, 40, Math.PI / 2);

        assertThat(transform.tensorX(70, 30)).isCloseTo(10, within(PIXELS));
        assertThat(transform.tensorY(70, 30)).isCloseTo(0, within(PIXELS));
    }

    private void assertThereAndBack() {
        double x = between(-0.5, 1.5) * frameWidth;
        double y = between(-0.5, 1.5) * frameHeight;
        double tensorX = transform.tensorX(x, y);
        double tensorY = transform.tensorY(x, y);
        assertThat(transform.frameX(tensorX, tensorY)).isCloseTo(x, within(PIXELS));
        assertThat(transform.frameY(tensorX, tensorY)).isCloseTo(y, within(PIXELS));

        double backX = between(-0.5, 1.5) * tensorWidth;
        double backY = between(-0.5, 1.5) * tensorHeight;
        double frameX = transform.frameX(backX, backY);
        double frameY = transform.frameY(backX, backY);
        assertThat(transform.tensorX(frameX, frameY)).isCloseTo(backX, within(PIXELS));
        assertThat(transform.tensorY(frameX, frameY)).isCloseTo(backY, within(PIXELS));
    }

    private void draw() {
        frameWidth = 2 + random.nextInt(4000);
        frameHeight = 2 + random.nextInt(4000);
        tensorWidth = 1 + random.nextInt(1000);
        tensorHeight = 1 + random.nextInt(1000);
    }

    private double between(double least, double most) {
        return least + random.nextDouble() * (most - least);
    }
}
