package dev.spotter.lifting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HeightSmootherTest {
    private static final double GRAVITY = 9.80665;

    @Test
    void a_bar_that_swings_up_and_down_is_measured_to_a_few_centimetres() {
        MotionHistory history = swinging(0.3, 2.5, 0.0);
        HeightSmoother smoother = new HeightSmoother(MotionHistory.CAPACITY, 0.3);
        smoother.smooth(history, 0, history.end());

        assertThat(spread(smoother, 50, history.end() - 50)).isCloseTo(0.6, within(0.05));
    }

    @Test
    void an_accelerometer_that_is_wrong_by_three_hundredths_of_gravity_changes_little() {
        MotionHistory history = swinging(0.3, 2.5, 0.03);
        HeightSmoother smoother = new HeightSmoother(MotionHistory.CAPACITY, 0.3);
        smoother.smooth(history, 0, history.end());

        assertThat(spread(smoother, 50, history.end() - 50)).isCloseTo(0.6, within(0.06));
    }

    @Test
    void the_way_of_wearing_the_sensor_changes_nothing() {
        MotionHistory upright = new MotionHistory();
        MotionHistory slanted = new MotionHistory();
        for (int i = 1; i < 1000; i++) {
            float up = (float) (1 + 0.3 * Math.sin(i * 0.05));
            upright.accept(i * 20_000_000L, new float[] {0, 0, up, 0, 0, 0});
            slanted.accept(i * 20_000_000L, new float[] {up * 0.6f, up * -0.64f, up * 0.48f, 0, 0, 0});
        }
        for (long step = 0; step < upright.end(); step++) {
            assertThat(slanted.acceleration(step)).isCloseTo(upright.acceleration(step), within(1e-3f));
        }
    }

    @Test
    void gravity_follows_a_hand_that_turns() {
        MotionHistory history = new MotionHistory();
        double degreesPerSecond = 90;
        for (int i = 1; i <= 1000; i++) {
            double angle = Math.toRadians(degreesPerSecond * i / 50);
            float[] sample = {0, (float) Math.sin(angle), (float) Math.cos(angle), (float) degreesPerSecond, 0, 0};
            history.accept(i * 20_000_000L, sample);
        }
        for (long step = 30; step < history.end(); step++) {
            assertThat(history.acceleration(step)).isCloseTo(0, within(0.05f));
        }
    }

    /** A gap is bridged by nothing: each side is smoothed on its own. */
    @Test
    void nothing_is_carried_across_a_gap() {
        MotionHistory history = new MotionHistory();
        feel(history, 0, 300, 0.3, 2.5, 0);
        feel(history, 500, 800, 0.3, 2.5, 0);
        HeightSmoother both = new HeightSmoother(MotionHistory.CAPACITY, 0.3);
        both.smooth(history, 0, history.end());
        long cut = 0;
        while (cut == 0 || !history.afterGap(cut)) {
            cut++;
        }
        HeightSmoother second = new HeightSmoother(MotionHistory.CAPACITY, 0.3);
        second.smooth(history, cut, history.end());

        for (long step = cut; step < history.end(); step++) {
            assertThat(both.velocity(step)).isEqualTo(second.velocity(step));
        }
    }

    private static MotionHistory swinging(double amplitude, double period, double wrongBy) {
        MotionHistory history = new MotionHistory();
        feel(history, 0, 1500, amplitude, period, wrongBy);
        return history;
    }

    private static void feel(MotionHistory history, int from, int to, double amplitude, double period, double wrongBy) {
        double omega = 2 * Math.PI / period;
        float[] sample = new float[6];
        for (int i = from; i < to; i++) {
            double t = i / 50.0;
            sample[2] = (float) (1 + wrongBy - amplitude * omega * omega * Math.sin(omega * t) / GRAVITY);
            history.accept((i + 1) * 20_000_000L, sample);
        }
    }

    private static double spread(HeightSmoother smoother, long from, long to) {
        double lowest = Double.MAX_VALUE;
        double highest = -Double.MAX_VALUE;
        for (long step = from; step < to; step++) {
            lowest = Math.min(lowest, smoother.height(step));
            highest = Math.max(highest, smoother.height(step));
        }
        return highest - lowest;
    }
}
