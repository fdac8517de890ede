package dev.spotter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.capture.Recording;
import dev.spotter.capture.RepetitionCount;
import dev.spotter.capture.Series;
import dev.spotter.observation.Exertion;
import dev.spotter.observation.LiftSet;
import dev.spotter.observation.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RepetitionScorerTest {
    private static final long SECOND = 1_000_000_000L;

    private final RepetitionScorer scorer = new RepetitionScorer("count");

    @Test
    void the_sets_found_in_a_recording_are_summed_however_late_they_are_told() {
        play("A", "squat", RepetitionCount.exactly(5), 0, 30);
        found(3, 1, 10);
        play("A", "rest", null, 40, 70);
        found(2, 15, 29);
        found(9, 45, 60);
        play("B", "bench", new RepetitionCount(9, 10, 10, true), 80, 110);
        found(7, 81, 109);

        EvaluationReport report = scorer.report(List.of());
        assertThat(report.n()).isEqualTo(2);
        assertThat(report.subjects()).containsExactly("A", "B");
        assertThat(report.metrics().value("exact")).isEqualTo(0.5);
        assertThat(report.perSubject().get("A").value("exact")).isEqualTo(1);
        assertThat(report.perSubject().get("B").value("meanAbsoluteError")).isEqualTo(2);
        assertThat(report.notes()).containsExactly("miscounted: B-bench, counted 7, right is 9 to 10");
    }

    @Test
    void a_set_of_which_nobody_knows_the_count_is_left_out_and_told() {
        play("A", "squat", null, 0, 30);
        assertThatThrownBy(() -> scorer.report(List.of()))
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo("nothing-to-evaluate"));
        play("A", "dead", RepetitionCount.nominal(5), 40, 60);
        assertThat(scorer.report(List.of()).notes()).contains("left out: A-squat, nobody knows its count");
    }

    private void play(String subject, String label, RepetitionCount count, long fromSeconds, long toSeconds) {
        scorer.recording(new Recording(
                subject + "-" + label,
                subject,
                label,
                Map.of(),
                Instant.EPOCH,
                Optional.ofNullable(count),
                Optional.empty(),
                List.of(new Series(0, 6, new long[] {0}, new float[6]))));
        for (long second = fromSeconds; second <= toSeconds; second++) {
            scorer.sample(second * SECOND, new float[6]);
        }
    }

    private void found(int repetitions, long fromSeconds, long toSeconds) {
        scorer.observed(new Observation(
                "lift",
                "count",
                toSeconds * SECOND,
                new LiftSet(
                        "squat",
                        repetitions,
                        fromSeconds * SECOND,
                        toSeconds * SECOND,
                        0.9f,
                        Exertion.Absent.TOO_FEW_REPETITIONS)));
    }
}
