package dev.spotter.capture.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The physics of the simulator: paths that close, turns that agree with gravity, lifts that stop where they should. */
class SimulatedMotionTest {
    private static final double STEP = 0.001;
    private static final Effort.Style USUAL = new Effort.Style(1, 1, 1, 0, 0);

    @ParameterizedTest
    @EnumSource(Exercise.class)
    void a_bar_moves_as_far_as_bars_do_and_ends_where_it_started_at_rest(Exercise exercise) {
        BarPath path = BarPath.closed(exercise.changes());
        assertThat(path.strokeMetres()).isBetween(0.3, 0.75);
        double velocity = 0;
        double height = 0;
        for (double time = path.startSeconds(); time <= path.endSeconds(); time += STEP) {
            velocity += path.accelerationG(time) * BarPath.GRAVITY * STEP;
            height += velocity * STEP;
        }
        assertThat(velocity).isCloseTo(0, within(0.005));
        assertThat(height).isCloseTo(0, within(0.01));
    }

    @ParameterizedTest
    @EnumSource(Exercise.class)
    void a_failed_lift_rises_stops_for_as_long_as_said_and_comes_to_rest(Exercise exercise) {
        Effort effort = Effort.failed(exercise, USUAL, 9, 0.05);
        assertThat(effort.stallTo() - effort.stallFrom()).isCloseTo(9, within(1e-9));
        WristState state = new WristState();
        System.arraycopy(exercise.up(), 0, state.up, 0, 3);
        double velocity = 0;
        double fastestStuck = 0;
        for (double time = 0; time <= effort.seconds(); time += STEP) {
            state.clear();
            effort.at(time, state);
            velocity += state.upwardG * BarPath.GRAVITY * STEP;
            if (time > effort.stallFrom() && time < effort.stallTo()) {
                fastestStuck = Math.max(fastestStuck, Math.abs(velocity));
            }
        }
        assertThat(velocity).isCloseTo(0, within(0.01));
        assertThat(fastestStuck).isLessThan(0.06);
    }

    @ParameterizedTest
    @EnumSource(Exercise.class)
    void the_angular_rate_carries_up_along_as_the_specific_force_shows_it(Exercise exercise) {
        Effort effort = Effort.whole(exercise, USUAL);
        carries(effort, exercise.up());
    }

    @Test
    void a_reach_ends_in_its_posture_and_its_angular_rate_says_so() {
        double[] to = Rotations.unit(0.5, 0.7, -0.2);
        double[] end = carries(new Reach(to, 0.9, 0.1, 0.1, 30), Exercise.DEAD.up());
        assertThat(end).usingComparatorWithPrecision(1e-3).containsExactly(to);
    }

    /** Turns up by the angular rate, sample by sample, and compares it with the direction of the specific force. */
    private static double[] carries(Motion motion, double[] from) {
        WristState state = new WristState();
        System.arraycopy(from, 0, state.up, 0, 3);
        motion.begin(state);
        double[] carried = new double[3];
        double[] values = new double[6];
        for (double time = 0; time <= motion.seconds() + STEP / 2; time += STEP) {
            state.clear();
            motion.at(Math.min(time, motion.seconds()), state);
            state.upwardG = 0;
            state.forwardG = 0;
            state.sense(values);
            if (time == 0) {
                System.arraycopy(values, 0, carried, 0, 3);
            } else {
                double radians = Math.PI / 180 * STEP;
                Rotations.turn(carried, 0, -values[3] * radians, -values[4] * radians, -values[5] * radians);
            }
            for (int axis = 0; axis < 3; axis++) {
                assertThat(values[axis]).isCloseTo(carried[axis], within(0.01));
            }
        }
        return carried;
    }

    @Test
    void the_shortest_turn_between_opposite_directions_is_half_a_turn() {
        double[] up = {0, 1, 0};
        double[] way = Rotations.between(up, new double[] {0, -1, 0});
        Rotations.turn(up, 0, way[0], way[1], way[2]);
        assertThat(up).usingComparatorWithPrecision(1e-9).containsExactly(0, -1, 0);
        assertThat(Rotations.between(up, up.clone()))
                .usingComparatorWithPrecision(1e-9)
                .containsExactly(0, 0, 0);
    }
}
