package dev.spotter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.observation.Classification;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures worked out by hand. */
class VerdictScoreTest {
    private final VerdictScore score = new VerdictScore();

    @Test
    void counts_as_worked_out_by_hand() {
        score.begin("squat");
        say(0.9f, 0.05f, 0.05f);
        say(0.6f, 0.4f, 0);
        say(0.2f, 0.8f, 0);
        score.noVerdict();
        assertThat(score.end()).isEqualTo("squat");
        score.begin("bench");
        say(0.6f, 0.4f, 0);
        say(0.3f, 0.35f, 0.35f);
        assertThat(score.end()).isEqualTo("squat");

        // right: two squats, one bench of six
        assertThat(value("accuracy")).isCloseTo(3 / 6.0, within(1e-9));
        // squat: tp 2, fp 1, fn 2 gives 4/7; bench: tp 1, fp 1, fn 1 gives 1/2; rest does not occur
        assertThat(value("macroF1")).isCloseTo((4 / 7.0 + 1 / 2.0) / 2, within(1e-9));
        assertThat(value("setAccuracy")).isEqualTo(0.5);
        // bins: 13 {.9 right}, 9 {.6 right, .6 wrong}, 12 {.8 wrong}, 5 {.35 right}
        assertThat(value("ece")).isCloseTo((0.1 + 0.2 + 0.8 + 0.65) / 5, within(1e-6));
        assertThat(score.verdicts()).isEqualTo(6);
    }

    @Test
    void a_class_that_nobody_knows_is_never_right() {
        score.begin("lunge");
        say(0.9f, 0.1f, 0);
        score.end();
        assertThat(value("accuracy")).isZero();
        assertThat(value("macroF1")).isZero();
    }

    @Test
    void a_recording_without_a_verdict_is_recognised_as_nothing() {
        score.begin("rest");
        score.noVerdict();
        assertThat(score.end()).isNull();
        assertThat(value("setAccuracy")).isZero();
        assertThat(value("ece")).isNaN();
    }

    @Test
    void full_confidence_is_in_the_last_bin() {
        score.begin("squat");
        say(1, 0, 0);
        score.end();
        assertThat(value("ece")).isZero();
    }

    private void say(float... probabilities) {
        score.verdict(new Classification(List.of("squat", "bench", "rest"), probabilities));
    }

    private double value(String metric) {
        return score.metrics().value(metric);
    }
}
