package dev.spotter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.capture.Recording;
import dev.spotter.capture.Series;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Locks down how falls are counted, as docs/evaluation.md says it. */
class FallScoreTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void the_delay_runs_from_the_impact_to_the_first_alarm_behind_it() {
        AlarmTrace trace = trace(4.8, 0.2, 5.2, 0.9, 5.4, 0.95);
        assertThat(trace.delayNanos(5 * SECOND)).hasValue((long) (0.2 * SECOND));
    }

    @Test
    void an_alarm_in_the_second_before_the_impact_counts_without_a_delay_and_an_earlier_one_not_at_all() {
        assertThat(trace(4.6, 0.9).delayNanos(5 * SECOND)).hasValue(0);
        assertThat(trace(2, 0.9).delayNanos(5 * SECOND)).isEmpty();
    }

    @Test
    void alarms_within_ten_seconds_are_one() {
        assertThat(trace(1, 0.9, 2, 0.1, 9, 0.9, 18, 0.9, 40, 0.9).alarms()).isEqualTo(2);
    }

    @Test
    void rates_are_per_recording_and_false_alarms_per_hour_of_daily_life() {
        FallScore score = new FallScore();
        score.fall(trace(5.2, 0.9), 5 * SECOND);
        score.fall(trace(5.2, 0.3), 5 * SECOND);
        score.daily(trace(1, 0.9, 20, 0.9), 1_800 * SECOND);
        score.daily(trace(1, 0.1), 1_800 * SECOND);
        Metrics metrics = score.metrics();
        assertThat(metrics.value("sensitivity")).isEqualTo(0.5);
        assertThat(metrics.value("specificity")).isEqualTo(0.5);
        assertThat(metrics.value("falseAlarmsPerHour")).isEqualTo(2);
        assertThat(metrics.value("medianDelaySeconds")).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void without_falls_there_is_no_sensitivity() {
        FallScore score = new FallScore();
        score.daily(trace(1, 0.1), 60 * SECOND);
        assertThat(score.metrics().value("sensitivity")).isNaN();
        assertThat(score.metrics().value("medianDelaySeconds")).isNaN();
        assertThat(score.metrics().value("specificity")).isOne();
    }

    @Test
    void an_instant_shows_a_fall_shortly_behind_its_impact_and_nobody_knows_what_shows_later() {
        FallTruth truth = new FallTruth();
        Recording fall = recording(Recording.FALL);
        assertThat(truth.at(fall, SECOND)).contains(Recording.OTHER);
        assertThat(truth.at(fall, 2 * SECOND)).isEmpty();
        assertThat(truth.at(fall, (long) (2.6 * SECOND))).contains(Recording.FALL);
        assertThat(truth.at(fall, 4 * SECOND)).isEmpty();
        assertThat(truth.at(recording(Recording.OTHER), 2 * SECOND)).contains(Recording.OTHER);
        assertThat(truth.at(recording(Recording.UNLABELLED), 2 * SECOND)).isEmpty();
    }

    /** Six seconds at 1 g, with a knock after two. */
    private static Recording recording(String label) {
        long[] times = new long[300];
        float[] values = new float[300 * 6];
        for (int i = 0; i < times.length; i++) {
            times[i] = i * 20_000_000L;
            values[i * 6 + 1] = i == 100 ? 5 : 1;
        }
        return new Recording(
                "one",
                "anna",
                label,
                Map.of(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                List.of(new Series(0, 6, times, values)));
    }

    private static AlarmTrace trace(double... secondsAndProbabilities) {
        AlarmTrace trace = new AlarmTrace(0.5);
        for (int i = 0; i < secondsAndProbabilities.length; i += 2) {
            trace.said((long) (secondsAndProbabilities[i] * SECOND), secondsAndProbabilities[i + 1]);
        }
        return trace;
    }
}
