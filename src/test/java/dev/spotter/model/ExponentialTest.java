package dev.spotter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Holds the short series to what {@link Math} gives. */
class ExponentialTest {
    private static final double BILLIONTH = 1e-9;

    @Test
    void powers_are_right_to_a_billionth() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000_000; i++) {
            double x = random.nextGaussian() * (i % 2 == 0 ? 1 : 100);
            double exact = Math.exp(x);
            if (Math.abs(x) < 700 && Math.abs(Exponential.of(x) - exact) > BILLIONTH * exact) {
                assertThat(Exponential.of(x)).as("e to the power of %s", x).isEqualTo(exact);
            }
        }
        assertThat(Exponential.of(0)).isEqualTo(1);
        assertThat(Exponential.of(-701)).isZero();
        assertThat(Exponential.of(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Exponential.of(701)).isInfinite();
        assertThat(Exponential.of(Double.NaN)).isNaN();
    }

    @Test
    void logarithms_are_right_to_a_billionth() {
        Random random = new Random(2);
        for (int i = 0; i < 1_000_000; i++) {
            double x = i % 2 == 0 ? random.nextDouble() : Float.intBitsToFloat(random.nextInt(0x7f800000));
            double exact = Math.log(x);
            if (Math.abs(Exponential.log(x) - exact) > BILLIONTH * Math.max(1, Math.abs(exact))) {
                assertThat(Exponential.log(x)).as("log %s", x).isEqualTo(exact);
            }
        }
        assertThat(Exponential.log(1)).isZero();
        assertThat(Exponential.log(Float.MIN_VALUE)).isCloseTo(Math.log(Float.MIN_VALUE), within(1e-6));
        assertThat(Exponential.log(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Exponential.log(-1)).isNaN();
        assertThat(Exponential.log(Double.NaN)).isNaN();
        assertThat(Exponential.log(Double.POSITIVE_INFINITY)).isInfinite();
        assertThat(Exponential.log(1e-300)).isEqualTo(Math.log(1e-300));
    }
}
