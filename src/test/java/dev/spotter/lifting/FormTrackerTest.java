package dev.spotter.lifting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Exertion;
import dev.spotter.observation.LiftSet;
import dev.spotter.observation.LiftState;
import dev.spotter.observation.RepetitionForm;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Locks down what is a repetition, which verdicts speak of it, and when it is told. */
class FormTrackerTest {
    private static final List<String> FORMS = List.of("A", "B");
    private static final long SAMPLE_NANOS = 20_000_000;
    private static final int SAMPLES_A_VERDICT = 10;
    private static final double NO_VERDICT = -1;

    private final Heard heard = new Heard();
    private final FormTracker tracker = new FormTracker("curl", Duration.ofMillis(2400), heard);
    private final Random random = new Random(5);

    private long samples;
    private double correct = 0.9;

    @Test
    void each_cycle_is_a_repetition_from_its_rise_to_the_next() {
        curls(10, 2.5, 1).rests(10);
        assertThat(heard.forms).extracting(RepetitionForm::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        for (RepetitionForm repetition : heard.forms.subList(1, 9)) {
            assertThat((repetition.endNanos() - repetition.startNanos()) / 1e9).isCloseTo(2.5, within(0.15));
        }
        for (int i = 1; i < 10; i++) {
            assertThat(heard.forms.get(i).startNanos())
                    .isEqualTo(heard.forms.get(i - 1).endNanos());
        }
    }

    @Test
    void slower_smaller_and_drifting_repetitions_are_counted_too() {
        for (int i = 0; i < 8; i++) {
            cycle(2 + 0.2 * i, 1.2 - 0.08 * i, 0.1 * i);
        }
        rests(10);
        assertThat(heard.forms).hasSize(8);
    }

    @Test
    void the_last_repetition_ends_four_seconds_after_it_began() {
        curls(3, 2.5, 1).rests(10);
        RepetitionForm last = heard.forms.getLast();
        assertThat((last.endNanos() - last.startNanos()) / 1e9).isCloseTo(4, within(0.021));
    }

    @Test
    void its_form_is_told_half_a_window_after_it_ended() {
        curls(4, 2.5, 1);
        for (int i = 0; i < heard.forms.size(); i++) {
            long late = heard.formNanos.get(i) - heard.forms.get(i).endNanos();
            assertThat(late / 1e9).isCloseTo(1.2, within(0.021));
        }
    }

    @Test
    void the_verdicts_whose_windows_middle_lies_in_it_are_averaged_by_their_logarithms() {
        correct = 0.9;
        curls(3, 2.4, 1);
        double between = samples * SAMPLE_NANOS / 1e9;
        correct = 0.2;
        curls(3, 2.4, 1).rests(10);
        for (RepetitionForm repetition : heard.forms) {
            // a verdict at a time speaks of what was 1.2 s before
            double probability = repetition.form().orElseThrow().probability("A");
            if (repetition.endNanos() / 1e9 < between - 1.2) {
                assertThat(probability).isCloseTo(0.9, within(1e-4));
            } else if (repetition.startNanos() / 1e9 > between - 1.2) {
                assertThat(probability).isCloseTo(0.2, within(1e-4));
            } else {
                assertThat(probability).isBetween(0.2, 0.9);
            }
        }
    }

    @Test
    void one_verdict_that_is_sure_does_not_outweigh_all_others() {
        Classification unsure = new Classification(FORMS, new float[] {0.7f, 0.3f});
        Classification sure = new Classification(FORMS, new float[] {0, 1});
        JudgedRepetition repetition = new JudgedRepetition(1, 0);
        for (int i = 0; i < 12; i++) {
            repetition.hear(i == 5 ? sure : unsure);
        }
        repetition.end(SAMPLE_NANOS);
        assertThat(repetition.told("curl").label()).contains("A");
        // mean of the logs: (11 log 0.7 + log 0.0001) / 12 against (11 log 0.3 + log 1) / 12
        double a = Math.exp((11 * Math.log(0.7) + Math.log(1e-4)) / 12);
        double b = Math.exp(11 * Math.log(0.3) / 12);
        assertThat(repetition.told("curl").form().orElseThrow().probability("A"))
                .isCloseTo((float) (a / (a + b)), within(1e-5f));
    }

    @Test
    void who_was_left_out_of_a_verdict_is_left_out_of_the_repetition() {
        JudgedRepetition repetition = new JudgedRepetition(1, 0);
        repetition.hear(new Classification(FORMS, new float[] {0.7f, 0.3f}));
        repetition.hear(new Classification(FORMS, new float[] {0.7f, 0.3f}, List.of("curl-cnn")));
        repetition.end(SAMPLE_NANOS);
        assertThat(repetition.told("curl").form().orElseThrow().leftOut()).containsExactly("curl-cnn");
    }

    @Test
    void a_repetition_without_verdicts_is_told_without_a_form() {
        correct = NO_VERDICT;
        curls(2, 2.5, 1);
        correct = 0.9;
        curls(3, 2.5, 1).rests(10);
        assertThat(heard.forms).hasSize(5);
        assertThat(heard.forms.getFirst().form()).isEmpty();
        assertThat(heard.forms.getLast().label()).contains("A");
    }

    @Test
    void a_gap_ends_repetition_and_set_and_numbers_begin_anew() {
        curls(3, 2.5, 1);
        long end = (samples - 1) * SAMPLE_NANOS;
        tracker.gap();
        assertThat(heard.forms).hasSize(3);
        assertThat(heard.forms.getLast().endNanos()).isEqualTo(end);
        assertThat(heard.forms.getLast().form()).isPresent();
        assertThat(heard.sets).singleElement().satisfies(set -> {
            assertThat(set.repetitions()).isEqualTo(3);
            assertThat(set.exercise()).isEqualTo("curl");
            assertThat(set.endNanos()).isEqualTo(end);
            assertThat(set.exertion()).isEqualTo(Exertion.Absent.VELOCITY_UNKNOWN);
        });
        samples += 100;
        curls(2, 2.5, 1).rests(10);
        assertThat(heard.forms).extracting(RepetitionForm::number).containsExactly(1, 2, 3, 1, 2);
        assertThat(heard.sets).extracting(LiftSet::repetitions).containsExactly(3, 2);
    }

    @Test
    void of_a_short_repetition_that_ends_with_the_samples_the_newest_verdict_speaks() {
        curls(3, 2.5, 1);
        for (int i = 0; i < 108; i++) {
            sample(-1.4 * Math.cos(2 * Math.PI * i / 125));
        }
        double last = (samples - 1) * SAMPLE_NANOS / 1e9;
        tracker.gap();
        RepetitionForm repetition = heard.forms.getLast();
        assertThat(repetition.number()).isEqualTo(4);
        assertThat(last - repetition.startNanos() / 1e9).isBetween(1.2, 1.4);
        assertThat(repetition.label()).contains("A");
    }

    @Test
    void what_has_only_just_begun_at_a_gap_is_no_repetition() {
        curls(3, 2.5, 1);
        for (int i = 0; i < 60; i++) {
            sample(-1.4 * Math.cos(2 * Math.PI * i / 125));
        }
        assertThat(heard.now().repetitions()).isEqualTo(3);
        tracker.gap();
        assertThat(heard.forms).hasSize(3);
        assertThat(heard.sets).extracting(LiftSet::repetitions).containsExactly(3);
    }

    @Test
    void a_set_ends_when_no_repetition_has_begun_for_eight_seconds_and_a_shorter_rest_does_not_end_it() {
        curls(3, 2.5, 1).rests(4);
        curls(3, 2.5, 1).rests(20);
        assertThat(heard.sets).extracting(LiftSet::repetitions).containsExactly(6);
        assertThat(heard.now().phase()).isEqualTo(LiftState.Phase.RESTING);
    }

    @Test
    void the_state_counts_what_is_finished() {
        curls(3, 2.5, 1).rests(20);
        assertThat(heard.states).extracting(LiftState::repetitions).containsExactly(0, 1, 2, 3, 0);
        assertThat(heard.states).extracting(LiftState::exercise).containsExactly("curl", "curl", "curl", "curl", null);
    }

    @Test
    void who_stands_does_no_repetition_and_a_single_move_is_no_set() {
        rests(30);
        assertThat(heard.forms).isEmpty();
        cycle(2.5, 1, 0);
        rests(20);
        assertThat(heard.sets).isEmpty();
    }

    @Test
    void nothing_is_allocated_per_sample() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        correct = NO_VERDICT;
        rests(600);
        long before = threads.getCurrentThreadAllocatedBytes();
        rests(600);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000);
    }

    private FormTrackerTest curls(int repetitions, double seconds, double size) {
        for (int i = 0; i < repetitions; i++) {
            cycle(seconds, size, 0);
        }
        return this;
    }

    /** Up and down once, in deviations of a signal whose own is 1. */
    private void cycle(double seconds, double size, double offset) {
        int count = (int) Math.round(seconds * 50);
        for (int i = 0; i < count; i++) {
            sample(offset - size * 1.4 * Math.cos(2 * Math.PI * i / count));
        }
    }

    private FormTrackerTest rests(double seconds) {
        for (int i = 0; i < seconds * 50; i++) {
            sample(-1.4);
        }
        return this;
    }

    private void sample(double signal) {
        long timeNanos = samples * SAMPLE_NANOS;
        tracker.acceptSample(timeNanos, signal + 0.05 * random.nextGaussian());
        if (samples++ % SAMPLES_A_VERDICT == 0 && correct != NO_VERDICT) {
            tracker.acceptVerdict(
                    timeNanos, new Classification(FORMS, new float[] {(float) correct, (float) (1 - correct)}));
        }
    }
}
