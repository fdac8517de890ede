package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    private final LatencyHistogram histogram = new LatencyHistogram();

    @Test
    void percentiles_are_right_to_three_percent() {
        for (int micros = 1; micros <= 10_000; micros++) {
            histogram.record(micros * 1_000L);
        }
        Latency latency = histogram.latency();
        assertThat(latency.count()).isEqualTo(10_000);
        assertThat(latency.percentileMillis(0.5)).isCloseTo(5, Percentage.withPercentage(3.2));
        assertThat(latency.percentileMillis(0.99)).isCloseTo(9.9, Percentage.withPercentage(3.2));
        assertThat(latency.percentileMillis(1)).isCloseTo(10, Percentage.withPercentage(3.2));
    }

    @Test
    void the_shortest_and_the_longest_count_too() {
        histogram.record(0);
        histogram.record(Long.MAX_VALUE);
        assertThat(histogram.latency().count()).isEqualTo(2);
        assertThat(histogram.latency().percentileMillis(0.5)).isCloseTo(0.001, within(0.0001));
        assertThat(histogram.latency().percentileMillis(1)).isGreaterThan(30_000);
    }

    @Test
    void a_minute_is_the_difference_of_two_readings() {
        histogram.record(1_000_000_000);
        Latency before = histogram.latency();
        histogram.record(4_000_000);
        Latency minute = histogram.latency().since(before);
        assertThat(minute.count()).isEqualTo(1);
        assertThat(minute.percentileMillis(0.99)).isCloseTo(4, Percentage.withPercentage(3.2));
    }

    @Test
    void nothing_has_no_percentile() {
        assertThat(histogram.latency().percentileMillis(0.5)).isNaN();
    }
}
