package dev.spotter.evaluation.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures, intervals and thresholds that a hand can follow. */
class FitFiguresTest {
    @Test
    void figures_are_those_worked_out_by_hand_with_each_person_weighing_the_same() {
        Judged.Builder judged = new Judged.Builder(2);
        judged.recording("a", "A");
        judged.add(new float[] {0.9f, 0.1f}, 0);
        judged.add(new float[] {0.9f, 0.1f}, 0);
        judged.add(new float[] {0.9f, 0.1f}, 0);
        judged.add(new float[] {0.9f, 0.1f}, 0);
        judged.recording("b", "B");
        judged.add(new float[] {0.6f, 0.4f}, 1);
        judged.add(new float[] {0.3f, 0.7f}, 1);
        Figures figures = Figures.of(judged.build());
        assertThat(figures.accuracy()).isCloseTo((1 + 0.5) / 2, within(1e-9));
        // weights 3/4 for each of A, 3/2 for each of B: label 0 tp 3, fp 1.5; label 1 tp 1.5, fn 1.5
        assertThat(figures.macroF1()).isCloseTo((6 / 7.5 + 3 / 4.5) / 2, within(1e-9));
        // B's recording: 0.9 for label 0, 1.1 for label 1
        assertThat(figures.setAccuracy()).isEqualTo(1);
        // bins: 0.9 all right, 0.6 wrong, 0.7 right
        assertThat(figures.ece()).isCloseTo(0.5 * 0.1 + 0.25 * 0.6 + 0.25 * 0.3, within(1e-6));
        assertThat(figures.loss())
                .isCloseTo(-(Math.log(0.9) / 2 + Math.log(0.4) / 4 + Math.log(0.7) / 4), within(1e-6));
    }

    @Test
    void a_gain_that_every_recording_shows_has_an_interval_above_zero_and_one_of_one_lucky_person_has_not() {
        Judged.Builder always = new Judged.Builder(2);
        Judged.Builder lucky = new Judged.Builder(2);
        Judged.Builder other = new Judged.Builder(2);
        for (int person = 0; person < 6; person++) {
            for (int recording = 0; recording < 5; recording++) {
                for (Judged.Builder one : List.of(always, lucky, other)) {
                    one.recording(person + "-" + recording, "P" + person);
                }
                for (int verdict = 0; verdict < 10; verdict++) {
                    other.add(say(verdict < 5), 0);
                    always.add(say(verdict < 6), 0);
                    lucky.add(say(person == 0 || verdict < 5), 0);
                }
            }
        }
        GainInterval sure = GainInterval.of(always.build(), other.build(), 1);
        assertThat(sure.value()).isCloseTo(0.1, within(1e-9));
        assertThat(sure.low()).isCloseTo(0.1, within(1e-9));
        GainInterval luck = GainInterval.of(lucky.build(), other.build(), 1);
        assertThat(luck.value()).isCloseTo(0.5 / 6, within(1e-9));
        assertThat(luck.low()).isZero();
        assertThat(luck.high()).isGreaterThan(luck.value());
        assertThat(GainInterval.of(lucky.build(), other.build(), 1)).isEqualTo(luck);
    }

    @Test
    void members_that_err_together_correlate_and_those_that_err_in_turns_do_the_opposite() {
        Judged.Builder a = new Judged.Builder(2);
        Judged.Builder b = new Judged.Builder(2);
        a.recording("r", "A");
        b.recording("r", "A");
        for (int i = 0; i < 10; i++) {
            a.add(say(i % 2 == 0), 0);
            b.add(say(i % 2 == 1), 0);
        }
        Judged first = a.build();
        double[][] correlation = ErrorCorrelation.of(List.of(first, first, b.build()));
        assertThat(correlation[0][1]).isCloseTo(1, within(1e-9));
        assertThat(correlation[0][2]).isCloseTo(-1, within(1e-9));
    }

    @Test
    void a_threshold_lies_in_the_middle_of_the_gap_between_falls_and_daily_life() {
        List<OperatingPointFit.Peak> peaks = List.of(
                new OperatingPointFit.Peak(0.1, false),
                new OperatingPointFit.Peak(0.2, false),
                new OperatingPointFit.Peak(0.8, true),
                new OperatingPointFit.Peak(0.9, true));
        // log odds -1.386 and 1.386
        assertThat(OperatingPointFit.threshold(peaks, 0.99)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void a_threshold_keeps_the_sensitivity_that_is_asked_for_whatever_it_costs() {
        List<OperatingPointFit.Peak> peaks = List.of(
                new OperatingPointFit.Peak(0.1, false),
                new OperatingPointFit.Peak(0.3, true),
                new OperatingPointFit.Peak(0.4, false),
                new OperatingPointFit.Peak(0.5, false),
                new OperatingPointFit.Peak(0.8, true),
                new OperatingPointFit.Peak(0.9, true));
        double free = OperatingPointFit.threshold(peaks, 0);
        assertThat(free).isBetween(0.5, 0.8);
        double strict = OperatingPointFit.threshold(peaks, 0.99);
        assertThat(strict).isBetween(0.1, 0.3);
        assertThat(OperatingPointFit.share(peaks, true, strict)).isEqualTo(1);
    }

    private static float[] say(boolean right) {
        return right ? new float[] {0.9f, 0.1f} : new float[] {0.1f, 0.9f};
    }
}
