package dev.spotter.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.ensemble.EnsemblePackage.MemberName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnsembleTest {
    private static final List<String> LABELS = List.of("bench", "squat", "rest");
    private static final long SECOND = 1_000_000_000L;

    @Test
    void the_verdict_is_the_mean_of_the_members() {
        Ensemble ensemble = new Ensemble(definition(Duration.ZERO, 1), List.of(LABELS, LABELS));
        ensemble.hear(0, new float[] {0.6f, 0.3f, 0.1f});
        ensemble.hear(1, new float[] {0.2f, 0.5f, 0.3f});
        assertThat(verdict(ensemble, 0)).containsExactly(new float[] {0.4f, 0.4f, 0.2f}, within(1e-6f));
        assertThat(ensemble.problems()).isEmpty();
    }

    @Test
    void a_member_may_have_the_labels_in_another_order() {
        Ensemble ensemble =
                new Ensemble(definition(Duration.ZERO, 1), List.of(LABELS, List.of("rest", "bench", "squat")));
        ensemble.hear(0, new float[] {0.6f, 0.3f, 0.1f});
        ensemble.hear(1, new float[] {0.3f, 0.2f, 0.5f});
        assertThat(verdict(ensemble, 0)).containsExactly(new float[] {0.4f, 0.4f, 0.2f}, within(1e-6f));
        assertThat(ensemble.said(1)).containsExactly(new float[] {0.2f, 0.5f, 0.3f}, within(0f));
    }

    @Test
    void a_member_with_other_labels_is_refused() {
        assertThatThrownBy(() -> new Ensemble(
                        definition(Duration.ZERO, 1), List.of(LABELS, List.of("rest", "bench", "deadlift"))))
                .isInstanceOfSatisfying(
                        EnsembleException.class, e -> assertThat(e.code()).isEqualTo("labels-differ"))
                .hasMessageContaining("'gru' tells apart rest, bench, deadlift")
                .hasMessageContaining("bench, squat, rest");
    }

    @Test
    void a_member_that_says_no_numbers_is_left_out_and_told_until_it_is_heard_again() {
        Ensemble ensemble = new Ensemble(definition(Duration.ZERO, 1), List.of(LABELS, LABELS));
        ensemble.hear(0, new float[] {0.6f, 0.3f, 0.1f});
        assertThat(ensemble.hear(1, new float[] {Float.NaN, 0.5f, 0.5f})).isFalse();
        assertThat(verdict(ensemble, 0)).containsExactly(new float[] {0.6f, 0.3f, 0.1f}, within(1e-6f));
        assertThat(ensemble.problems()).hasEntrySatisfying("member-left-out", sentence -> assertThat(sentence)
                .startsWith("ensemble 'exercise' goes on without 'gru': it said [NaN, 0.5, 0.5]"));
        assertThat(ensemble.counted(0)).isTrue();
        assertThat(ensemble.counted(1)).isFalse();

        ensemble.hear(0, new float[] {0.6f, 0.3f, 0.1f});
        ensemble.hear(1, new float[] {0.6f, 0.3f, 0.1f});
        verdict(ensemble, SECOND);
        assertThat(ensemble.problems()).isEmpty();
    }

    @Test
    void what_does_not_sum_to_one_is_no_probability() {
        Ensemble ensemble = new Ensemble(definition(Duration.ZERO, 1), List.of(LABELS, LABELS));
        assertThat(ensemble.hear(0, new float[] {0.6f, 0.6f, 0.1f})).isFalse();
        assertThat(ensemble.hear(1, new float[] {1.2f, -0.1f, -0.1f})).isFalse();
        assertThatThrownBy(() -> verdict(ensemble, 0))
                .isInstanceOfSatisfying(
                        EnsembleException.class, e -> assertThat(e.code()).isEqualTo("no-member-left"));
    }

    @Test
    void a_verdict_rests_on_those_that_are_not_older_than_the_smoothing() {
        Ensemble ensemble = new Ensemble(definition(Duration.ofSeconds(1), 1), List.of(LABELS, LABELS));
        both(ensemble, 1, 0, 0);
        verdict(ensemble, 0);
        both(ensemble, 0, 1, 0);
        assertThat(verdict(ensemble, SECOND)).containsExactly(new float[] {0.5f, 0.5f, 0}, within(1e-6f));
        both(ensemble, 0, 0, 1);
        assertThat(verdict(ensemble, SECOND + 1)).containsExactly(new float[] {0, 0.5f, 0.5f}, within(1e-6f));
    }

    @Test
    void nothing_before_a_gap_counts_behind_it() {
        Ensemble ensemble = new Ensemble(definition(Duration.ofSeconds(1), 1), List.of(LABELS, LABELS));
        both(ensemble, 1, 0, 0);
        verdict(ensemble, 0);
        ensemble.reset();
        both(ensemble, 0, 1, 0);
        assertThat(verdict(ensemble, SECOND / 2)).containsExactly(new float[] {0, 1, 0}, within(1e-6f));
    }

    @Test
    void the_temperature_is_that_of_log_probabilities() {
        Ensemble ensemble = new Ensemble(definition(Duration.ZERO, 2), List.of(LABELS, LABELS));
        both(ensemble, 0.64f, 0.36f, 0);
        // the square roots are 0.8 and 0.6
        assertThat(verdict(ensemble, 0)).containsExactly(new float[] {0.8f / 1.4f, 0.6f / 1.4f, 0}, within(1e-6f));
    }

    private static void both(Ensemble ensemble, float... probabilities) {
        ensemble.hear(0, probabilities);
        ensemble.hear(1, probabilities);
    }

    private static float[] verdict(Ensemble ensemble, long timeNanos) {
        float[] verdict = new float[LABELS.size()];
        ensemble.verdict(timeNanos, verdict);
        return verdict;
    }

    private static EnsemblePackage definition(Duration smoothing, double temperature) {
        return new EnsemblePackage(
                Path.of("exercise"),
                "exercise",
                "1.0.0",
                "",
                LABELS,
                new Combination.Mean(),
                List.of(new MemberName("cnn", Optional.empty()), new MemberName("gru", Optional.empty())),
                smoothing,
                new Calibration.Temperature(temperature),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
