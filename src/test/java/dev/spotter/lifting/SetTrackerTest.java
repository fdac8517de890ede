package dev.spotter.lifting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.observation.LiftSet;
import dev.spotter.observation.LiftState.Phase;
import dev.spotter.observation.Repetition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetTrackerTest {
    private final Heard heard = new Heard();
    private final SetTracker tracker = new SetTracker(heard);
    private final SyntheticLift lift = new SyntheticLift(tracker, 7);

    @ParameterizedTest
    @CsvSource({
        "bench, -0.4, 1.5, 1.2",
        "squat, -0.6, 1.6, 1.4",
        "dead, 0.55, 1.2, 1.4",
        "ohp, 0.55, 1.2, 1.4",
        "row, 0.4, 0.7, 0.8"
    })
    void a_set_has_its_exercise_and_count_and_lies_where_the_bar_moved(
            String exercise, double way, double seconds, double back) {
        lift.waits(4).says(exercise).waits(1);
        double begin = lift.seconds();
        for (int i = 0; i < 5; i++) {
            lift.moves(way, seconds).moves(-way, back).waits(0.6);
        }
        double end = lift.seconds();
        lift.waits(0.5).says("rest").waits(8);

        assertThat(heard.sets).singleElement().satisfies(set -> {
            assertThat(set.exercise()).isEqualTo(exercise);
            assertThat(set.repetitions()).isEqualTo(5);
            assertThat(set.confidence()).isCloseTo(0.9f, within(0.02f));
            assertThat(secondsOf(set.startNanos())).isCloseTo(begin, within(2.0));
            assertThat(secondsOf(set.endNanos())).isCloseTo(end, within(2.0));
        });
        assertThat(heard.repetitions).extracting(Repetition::number).containsExactly(1, 2, 3, 4, 5);
        assertThat(heard.now().phase()).isEqualTo(Phase.RESTING);
        assertThat(heard.everStalled()).isFalse();
    }

    @Test
    void repetitions_are_counted_while_the_set_is_under_way() {
        lift.waits(3).says("squat").waits(1).repetitions(3, 0.6, 1.6, 1.4, 0.6).waits(1);

        assertThat(heard.now().repetitions()).isEqualTo(3);
        assertThat(heard.now().exercise()).isEqualTo("squat");
        assertThat(heard.now().phase()).isEqualTo(Phase.READY);
        assertThat(heard.sets).isEmpty();
    }

    @Test
    void a_recording_that_begins_and_ends_in_motion_gives_a_set() {
        lift.says("row").repetitions(4, -0.4, 0.8, 0.7, 0).moves(0.4, 0.7);
        tracker.endOfSource();

        assertThat(heard.sets).extracting(LiftSet::repetitions).containsExactly(5);
        assertThat(heard.now().phase()).isEqualTo(Phase.RESTING);
    }

    @Test
    void what_comes_after_the_end_of_a_source_is_a_set_of_its_own() {
        lift.says("row").repetitions(5, -0.4, 0.8, 0.7, 0.2);
        tracker.endOfSource();
        lift.gap(0.5).says("bench").repetitions(4, 0.4, 1.5, 1.2, 0.6);
        tracker.endOfSource();

        assertThat(heard.sets).extracting(LiftSet::exercise).containsExactly("row", "bench");
        assertThat(heard.sets).extracting(LiftSet::repetitions).containsExactly(5, 4);
    }

    @Test
    void a_pause_to_breathe_does_not_split_a_set_though_it_looks_like_rest() {
        lift.says("squat").waits(1).repetitions(3, 0.6, 1.6, 1.4, 0.6);
        lift.says("rest").waits(3).says("squat").repetitions(2, 0.6, 1.6, 1.4, 0.6);
        tracker.endOfSource();

        assertThat(heard.sets).extracting(LiftSet::repetitions).containsExactly(5);
    }

    @Test
    void samples_that_are_missing_for_three_seconds_do_not_split_a_set() {
        lift.says("bench").waits(1).repetitions(3, 0.4, 1.5, 1.2, 0.6);
        lift.gap(3.5).repetitions(3, 0.4, 1.5, 1.2, 0.6);
        tracker.endOfSource();

        assertThat(heard.sets).extracting(LiftSet::repetitions).containsExactly(6);
    }

    @Test
    void samples_that_are_missing_for_long_end_a_set() {
        lift.says("bench").waits(1).repetitions(3, 0.4, 1.5, 1.2, 0.6);
        lift.gap(20).repetitions(4, 0.4, 1.5, 1.2, 0.6);
        tracker.endOfSource();

        assertThat(heard.sets).extracting(LiftSet::repetitions).containsExactly(3, 4);
    }

    @Test
    void a_rest_makes_two_sets() {
        lift.says("squat").waits(1).repetitions(3, 0.6, 1.6, 1.4, 0.6);
        lift.says("rest").waits(15).says("squat").repetitions(4, 0.6, 1.6, 1.4, 0.6);
        tracker.endOfSource();

        assertThat(heard.sets).extracting(LiftSet::repetitions).containsExactly(3, 4);
    }

    @Test
    void a_set_has_the_exercise_that_most_of_its_verdicts_are_for() {
        lift.says("ohp").waits(0.4).says("bench").waits(1);
        lift.repetitions(2, 0.4, 1.5, 1.2, 0.6).says("ohp").repetitions(1, 0.4, 1.5, 1.2, 0.6);
        lift.says("bench").repetitions(3, 0.4, 1.5, 1.2, 0.6);
        tracker.endOfSource();

        assertThat(heard.sets).singleElement().satisfies(set -> {
            assertThat(set.exercise()).isEqualTo("bench");
            assertThat(set.repetitions()).isEqualTo(6);
            assertThat(set.confidence()).isBetween(0.6f, 0.85f);
        });
    }

    @Test
    void motion_at_rest_is_no_set() {
        lift.says("rest").repetitions(5, 0.5, 1, 1, 0.5);
        tracker.endOfSource();

        assertThat(heard.sets).isEmpty();
        assertThat(heard.repetitions).isEmpty();
    }

    @Test
    void a_verdict_without_motion_is_no_set() {
        lift.says("dead").waits(20);
        tracker.endOfSource();

        assertThat(heard.sets).isEmpty();
        assertThat(heard.now().phase()).isEqualTo(Phase.RESTING);
    }

    @Test
    void small_motions_between_the_repetitions_are_not_counted() {
        lift.says("dead").waits(1);
        for (int i = 0; i < 5; i++) {
            lift.moves(0.55, 1.2)
                    .moves(-0.55, 1.4)
                    .waits(0.3)
                    .moves(0.1, 0.4)
                    .moves(-0.1, 0.4)
                    .waits(0.3);
        }
        tracker.endOfSource();

        assertThat(heard.sets).extracting(LiftSet::repetitions).containsExactly(5);
    }

    @Test
    void a_hand_that_goes_up_without_the_bar_is_not_counted() {
        lift.says("dead").waits(1).repetitions(5, -0.55, 1.4, 1.2, 0.5).waits(1);
        lift.letsGo().moves(0.55, 1.2).waits(1);
        tracker.endOfSource();

        assertThat(heard.sets).extracting(LiftSet::repetitions).containsExactly(5);
    }

    @Test
    void a_set_of_more_than_the_history_holds_is_counted_whole() {
        lift.says("squat").waits(1).repetitions(90, 0.6, 1.6, 1.4, 0.4);
        tracker.endOfSource();

        assertThat(heard.sets).extracting(LiftSet::repetitions).containsExactly(90);
        assertThat(heard.repetitions).extracting(Repetition::number).hasSize(90).isSorted();
    }

    private static double secondsOf(long nanos) {
        return (nanos - 1_000_000_000_000L) / 1e9;
    }
}
