package dev.spotter.lifting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.observation.LiftSet;
import dev.spotter.observation.LiftState.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StalledLiftTest {
    private static final double SECOND = 1e9;

    private final Heard heard = new Heard();
    private final SetTracker tracker = new SetTracker(heard);
    private final SyntheticLift lift = new SyntheticLift(tracker, 11);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void a_bench_press_that_sticks_halfway_is_seen_soon_and_not_counted(int before) {
        lift.waits(3).says("bench").waits(2).repetitions(before, 0.4, 1.5, 1.2, 0.6);
        lift.moves(-0.4, 1.6).moves(0.18, 1.2);
        long stuck = lift.nanos();
        lift.trembles(6, 25);

        assertThat(heard.now().phase()).isEqualTo(Phase.STALLED);
        assertThat((heard.firstStallNanos() - stuck) / SECOND).isBetween(0.0, 1.5);
        assertThat(Math.abs(heard.now().sinceNanos() - stuck) / SECOND).isLessThan(0.6);
        assertThat(heard.longestStallSeconds()).isGreaterThan(5);
        assertThat(heard.now().repetitions()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"squat", "bench"})
    void a_lifter_who_does_not_come_up_at_all_is_stuck(String exercise) {
        double way = exercise.equals("squat") ? 0.6 : 0.4;
        lift.waits(3).says(exercise).waits(2).repetitions(2, way, 1.5, 1.2, 0.6);
        lift.moves(-way, 1.5).trembles(6, 25);

        assertThat(heard.now().phase()).isEqualTo(Phase.STALLED);
        assertThat(heard.now().repetitions()).isEqualTo(2);
    }

    @Test
    void an_overhead_press_that_sticks_halfway_is_seen() {
        lift.waits(3).says("ohp").waits(2);
        for (int i = 0; i < 3; i++) {
            lift.moves(0.55, 1.2).waits(0.5).moves(-0.55, 1.2).waits(0.5);
        }
        lift.moves(0.25, 1.2).trembles(6, 25);

        assertThat(heard.now().phase()).isEqualTo(Phase.STALLED);
        assertThat(heard.now().repetitions()).isEqualTo(3);
    }

    @Test
    void a_bar_that_sinks_slowly_stays_stuck() {
        lift.waits(3).says("bench").waits(2).repetitions(2, 0.4, 1.5, 1.2, 0.6);
        lift.moves(-0.4, 1.6).moves(0.2, 1.2).trembles(1, 25).sinks(0.2, 8);

        assertThat(heard.now().phase()).isEqualTo(Phase.STALLED);
        assertThat(heard.longestStallSeconds()).isGreaterThan(8);
    }

    @Test
    void a_lifter_under_the_bar_is_not_at_rest_whatever_the_verdicts_say() {
        lift.waits(3).says("bench").waits(2).repetitions(1, 0.4, 1.5, 1.2, 0.6);
        lift.moves(-0.4, 1.6).moves(0.18, 1.2).trembles(2, 25).says("rest").trembles(20, 25);

        assertThat(heard.now().phase()).isEqualTo(Phase.STALLED);
        assertThat(heard.sets).isEmpty();
    }

    @Test
    void a_stuck_bar_that_is_helped_up_is_no_longer_stuck() {
        lift.waits(3).says("bench").waits(2).repetitions(2, 0.4, 1.5, 1.2, 0.6);
        lift.moves(-0.4, 1.6).moves(0.18, 1.2).trembles(5, 25).moves(0.22, 0.9).waits(3);

        assertThat(heard.longestStallSeconds()).isGreaterThan(4);
        assertThat(heard.now().phase()).isEqualTo(Phase.READY);
        assertThat(heard.now().repetitions())
                .as("the helped one does not count")
                .isEqualTo(2);
    }

    @Test
    void a_short_sticking_point_that_the_lifter_overcomes_is_counted() {
        lift.waits(3).says("squat").waits(2).repetitions(2, 0.6, 1.6, 1.4, 0.6);
        lift.moves(-0.6, 1.6).moves(0.3, 0.9).waits(0.8).moves(0.3, 0.9).waits(2);
        tracker.endOfSource();

        assertThat(heard.longestStallSeconds()).isLessThan(2);
        assertThat(heard.sets).extracting(LiftSet::repetitions).containsExactly(3);
    }

    @Test
    void a_stuck_bar_that_the_hand_leaves_is_no_longer_stuck_and_the_set_is_over() {
        lift.waits(3).says("squat").waits(2).repetitions(2, 0.6, 1.6, 1.4, 0.6);
        lift.moves(-0.6, 1.6)
                .moves(0.2, 1)
                .trembles(5, 25)
                .letsGo()
                .says("rest")
                .waits(3);

        assertThat(heard.longestStallSeconds()).isGreaterThan(4);
        assertThat(heard.now().phase()).isEqualTo(Phase.RESTING);
        assertThat(heard.sets).extracting(LiftSet::repetitions).containsExactly(2);
    }

    @Test
    void a_failed_single_is_a_set_without_a_repetition() {
        lift.waits(3).says("squat").waits(2).moves(-0.6, 1.6).moves(0.2, 1).trembles(5, 25);
        tracker.endOfSource();

        assertThat(heard.sets).extracting(LiftSet::repetitions).containsExactly(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bench", "squat"})
    void a_long_wait_at_the_lockout_is_not_a_stall(String exercise) {
        double way = exercise.equals("squat") ? 0.6 : 0.4;
        lift.waits(3).says(exercise).waits(8);
        for (int i = 0; i < 4; i++) {
            lift.repetitions(1, way, 1.6, 1.4, 7);
        }
        tracker.endOfSource();

        assertThat(heard.everStalled()).isFalse();
        assertThat(heard.sets).extracting(LiftSet::repetitions).containsExactly(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dead", "ohp"})
    void a_long_wait_at_either_end_is_not_a_stall_where_both_are_safe(String exercise) {
        lift.waits(3).says(exercise).waits(4);
        for (int i = 0; i < 4; i++) {
            lift.moves(0.55, 1.3).waits(6).moves(-0.55, 1.3).waits(6);
        }
        tracker.endOfSource();

        assertThat(heard.everStalled()).isFalse();
        assertThat(heard.sets).extracting(LiftSet::repetitions).containsExactly(4);
    }

    @Test
    void racking_the_bar_is_not_a_stall() {
        lift.waits(3).says("bench").waits(2).repetitions(5, 0.4, 1.5, 1.2, 0.6);
        lift.moves(0.03, 0.4).moves(-0.06, 0.5).waits(3).letsGo().says("rest").waits(10);

        assertThat(heard.everStalled()).isFalse();
        assertThat(heard.sets).extracting(LiftSet::repetitions).containsExactly(5);
    }
}
