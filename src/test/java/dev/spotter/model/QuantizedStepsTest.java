package dev.spotter.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Holds the quick way to a quantized byte to the plain one: divide, round, add the zero point, stay in range. */
class QuantizedStepsTest {
    @Test
    void the_nearest_step_is_taken_and_held_within_the_type() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000_000; i++) {
            float scale = 1e-3f + random.nextFloat();
            int least = i % 2 == 0 ? -128 : 0;
            int zeroPoint = least + random.nextInt(256);
            double real = (random.nextInt(600) - 300 + (i % 5 == 0 ? 0 : random.nextDouble() - 0.5)) * scale;
            byte expected = (byte) Math.clamp(Math.round(real / scale) + zeroPoint, least, least + 255);
            byte step = new QuantizedSteps(1.0 / scale, zeroPoint, least).nearest(real);
            if (step != expected) {
                // both steps are equally near, as far as a double tells
                double twice = 2 * real / scale;
                assertThat(Math.abs(twice - Math.rint(twice))).isLessThan(1e-9);
                assertThat(Math.abs(step - expected)).isEqualTo(1);
            }
        }
    }

    @Test
    void what_is_far_out_is_the_last_step_of_its_side() {
        QuantizedSteps signed = new QuantizedSteps(1 / 0.03, -7, -128);
        assertThat(signed.nearest(Float.MAX_VALUE)).isEqualTo(Byte.MAX_VALUE);
        assertThat(signed.nearest(-Float.MAX_VALUE)).isEqualTo(Byte.MIN_VALUE);
        assertThat(signed.nearest(0)).isEqualTo((byte) -7);
        QuantizedSteps unsigned = new QuantizedSteps(10, 128, 0);
        assertThat(unsigned.nearest(1e30)).isEqualTo((byte) 255);
        assertThat(unsigned.nearest(-1e30)).isZero();
        assertThat(unsigned.nearest(-0.05))
                .as("of two equally near ones the upper")
                .isEqualTo((byte) 128);
        assertThat(unsigned.nearest(0.05)).isEqualTo((byte) 129);
    }
}
