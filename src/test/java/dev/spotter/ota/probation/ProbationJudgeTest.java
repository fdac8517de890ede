package dev.spotter.ota.probation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.ota.UpdateException;
import dev.spotter.ota.probation.ProbationPair.Alarm;
import dev.spotter.ota.probation.ProbationVerdict.Committed;
import dev.spotter.ota.probation.ProbationVerdict.GoesOn;
import dev.spotter.ota.probation.ProbationVerdict.RolledBack;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What becomes of new models, by pairs and times that are written here. */
class ProbationJudgeTest {
    private static final Duration BEGIN = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final ProbationJudge judge = new ProbationJudge(ProbationLimits.USUAL);

    @Test
    void models_that_do_as_the_old_ones_stay_when_their_time_is_over_and_not_before() {
        see(1_000, pair(0.05, false, 4, 4, Alarm.NONE));
        assertThat(judge.verdict(END.minusMillis(1))).isEqualTo(new GoesOn());
        assertThat(judge.verdict(END)).isEqualTo(new Committed());
    }

    @Test
    void errors_end_it_at_once_and_only_those_that_would_be_too_many_of_the_least_number_too() {
        see(2, failure());
        assertThat(judge.verdict(BEGIN)).isEqualTo(new GoesOn());
        see(1, failure());
        assertRolledBack(BEGIN, "probation-errors", "stage 'what' of 'rack-1' failed on 3 of 3 inputs");
    }

    @Test
    void a_few_errors_in_many_inputs_are_allowed() {
        see(980, pair(0, false, 4, 4, Alarm.NONE));
        see(20, failure());
        assertThat(judge.verdict(END)).isEqualTo(new Committed());
    }

    @Test
    void models_that_are_slower_in_the_middle_go_at_the_end_and_a_few_slow_ones_do_not_matter() {
        see(100, pair(0, false, 9.1, 4, Alarm.NONE));
        see(99, pair(0, false, 4, 4, Alarm.NONE));
        assertThat(judge.verdict(END.minusMillis(1))).isEqualTo(new GoesOn());
        assertRolledBack(END, "probation-latency", "over 2.0 times as long");
        see(2, pair(0, false, 4, 4, Alarm.NONE));
        assertThat(judge.verdict(END)).isEqualTo(new Committed());
    }

    @Test
    void of_models_that_take_no_time_the_noise_of_a_millisecond_is_no_slowness() {
        see(100, pair(0, false, 0.9, 0.02, Alarm.NONE));
        assertThat(judge.verdict(END)).isEqualTo(new Committed());
    }

    @Test
    void models_that_say_something_else_go_at_the_end() {
        see(59, pair(0.1, false, 4, 4, Alarm.NONE));
        see(41, pair(0.1, true, 4, 4, Alarm.NONE));
        assertRolledBack(END, "probation-drift", "on 41 % of 100 inputs (allowed 40 %)");
    }

    @Test
    void models_that_say_the_same_much_less_surely_go_too() {
        see(100, pair(0.31, false, 4, 4, Alarm.NONE));
        assertRolledBack(END, "probation-drift", "mean distance of 0.31 (allowed 0.30)");
    }

    @Test
    void what_cannot_be_compared_is_judged_by_errors_and_latency_alone() {
        see(100, new ProbationPair("rack-1", "what", false, OptionalDouble.empty(), false, 4, 4, Alarm.NONE));
        assertThat(judge.verdict(END)).isEqualTo(new Committed());
    }

    @Test
    void incidents_that_only_one_of_them_sees_end_it_at_once() {
        see(4, pair(0.5, true, 4, 4, Alarm.BOTH));
        see(5, pair(0.5, true, 4, 4, Alarm.OLD_ONLY));
        assertThat(judge.verdict(BEGIN)).isEqualTo(new GoesOn());
        see(1, pair(0.5, true, 4, 4, Alarm.NEW_ONLY));
        assertRolledBack(BEGIN, "probation-incidents", "it missed 5 and found 1 alone");
    }

    @Test
    void a_stage_is_judged_by_itself_and_one_that_saw_little_keeps_nobody_waiting() {
        see(1_000, pair(0, false, 4, 4, Alarm.NONE));
        judge.saw(new ProbationPair("cam", "pose", false, OptionalDouble.of(1), true, 4, 4, Alarm.NONE));
        assertThat(judge.verdict(END)).isEqualTo(new Committed());
        for (int i = 0; i < 99; i++) {
            judge.saw(new ProbationPair("cam", "pose", false, OptionalDouble.of(1), true, 4, 4, Alarm.NONE));
        }
        assertRolledBack(END, "probation-drift", "stage 'pose' of 'cam'");
    }

    @Test
    void models_that_nobody_saw_at_work_are_watched_longer_and_go_in_the_end() {
        see(99, pair(0, false, 4, 4, Alarm.NONE));
        assertThat(judge.verdict(END)).isEqualTo(new GoesOn());
        assertThat(judge.verdict(LONGEST.minusMillis(1))).isEqualTo(new GoesOn());
        assertRolledBack(LONGEST, "probation-unproven", "in 24 h 0 min");
    }

    @Test
    void limits_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> ProbationLimits.USUAL.lasting(LONGEST, END))
                .isInstanceOfSatisfying(UpdateException.class, refused -> assertThat(refused.code())
                        .isEqualTo("bad-probation"));
        assertThatThrownBy(() -> ProbationLimits.USUAL.lasting(Duration.ZERO, END))
                .isInstanceOf(UpdateException.class);
    }

    private void assertRolledBack(Duration watched, String code, String words) {
        assertThat(judge.verdict(watched)).isInstanceOfSatisfying(RolledBack.class, verdict -> {
            assertThat(verdict.code()).isEqualTo(code);
            assertThat(verdict.sentence()).contains(words);
        });
    }

    private void see(int times, ProbationPair pair) {
        for (int i = 0; i < times; i++) {
            judge.saw(pair);
        }
    }

    private static ProbationPair failure() {
        return new ProbationPair("rack-1", "what", true, OptionalDouble.empty(), false, 0, 4, Alarm.NONE);
    }

    private static ProbationPair pair(
            double distance, boolean otherTop, double newMillis, double oldMillis, Alarm alarm) {
        return new ProbationPair(
                "rack-1", "what", false, OptionalDouble.of(distance), otherTop, newMillis, oldMillis, alarm);
    }
}
