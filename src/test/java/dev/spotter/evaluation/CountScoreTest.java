package dev.spotter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.capture.RepetitionCount;
import org.junit.jupiter.api.Test;

class CountScoreTest {
    @Test
    void every_count_from_least_to_most_is_right_and_the_error_is_to_the_nearer() {
        CountScore score = new CountScore();
        RepetitionCount sevenToNine = new RepetitionCount(7, 8, 9, true);
        score.set(sevenToNine, 7);
        score.set(sevenToNine, 10);
        score.set(sevenToNine, 4);
        score.set(RepetitionCount.nominal(5), 5);
        assertThat(score.metrics().value("exact")).isEqualTo(2 / 4.0);
        assertThat(score.metrics().value("withinOne")).isEqualTo(3 / 4.0);
        assertThat(score.metrics().value("meanAbsoluteError")).isEqualTo((0 + 1 + 3 + 0) / 4.0);
    }
}
