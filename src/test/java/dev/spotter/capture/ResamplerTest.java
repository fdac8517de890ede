package dev.spotter.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Irregular clocks onto one of 50 Hz: interpolation, ends and gaps. */
class ResamplerTest {
    @Test
    void each_series_is_interpolated_linearly_between_the_later_start_and_the_earlier_end() {
        Recording recording =
                recording(series(0, new long[] {-130, -50, 30, 110, 190}), series(3, new long[] {0, 37, 81, 122, 160}));
        float[][] rows = Resampler.all(recording);
        assertThat(rows).hasNumberOfRows(9);
        for (int i = 0; i < rows.length; i++) {
            for (int channel = 0; channel < 6; channel++) {
                assertThat((double) rows[i][channel]).isCloseTo((channel + 1) * i * 20, within(1e-3));
            }
        }
    }

    @Test
    void a_time_stamp_on_the_clock_gives_its_own_sample() {
        Series acceleration = new Series(0, 3, nanos(0, 20, 40), new float[] {1, 2, 3, 7, 8, 9, 4, 5, 6});
        Series rate = new Series(3, 3, nanos(0, 20, 40), new float[] {10, 20, 30, 70, 80, 90, 40, 50, 60});
        assertThat(Resampler.all(recording(acceleration, rate)))
                .isDeepEqualTo(new float[][] {{1, 2, 3, 10, 20, 30}, {7, 8, 9, 70, 80, 90}, {4, 5, 6, 40, 50, 60}});
    }

    @Test
    void over_a_second_without_samples_is_a_gap_on_an_unchanged_clock_and_a_second_is_none() {
        Resampler resampler = new Resampler(recording(
                series(0, new long[] {0, 1000, 1010, 2050, 2100}), series(3, new long[] {0, 500, 1400, 2100})));
        List<Long> times = new ArrayList<>();
        List<Long> afterGaps = new ArrayList<>();
        while (resampler.next()) {
            times.add(resampler.nanos() / 1_000_000);
            if (resampler.afterGap()) {
                afterGaps.add(resampler.nanos() / 1_000_000);
            }
        }
        assertThat(times).contains(0L, 980L, 1000L, 2060L, 2100L).doesNotContain(1020L, 2040L);
        assertThat(afterGaps).containsExactly(2060L);
    }

    @Test
    void the_gaps_of_both_sensors_are_one_gap() {
        Resampler resampler = new Resampler(recording(
                series(0, new long[] {0, 100, 1500, 1600, 4000}), series(3, new long[] {0, 200, 1590, 1700, 4000})));
        int gaps = 0;
        int samples = 0;
        while (resampler.next()) {
            samples++;
            gaps += resampler.afterGap() ? 1 : 0;
        }
        assertThat(gaps).isEqualTo(2);
        assertThat(samples).isEqualTo(6 + 1 + 1);
    }

    static Recording recording(Series... series) {
        return new Recording(
                "test", "A", "squat", Map.of(), Instant.EPOCH, Optional.empty(), Optional.empty(), List.of(series));
    }

    /** A series whose channels grow with the milliseconds, each at its own slope. */
    private static Series series(int firstChannel, long[] millis) {
        float[] values = new float[millis.length * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (firstChannel + i % 3 + 1) * (float) millis[i / 3];
        }
        return new Series(firstChannel, 3, nanos(millis), values);
    }

    private static long[] nanos(long... millis) {
        long[] nanos = new long[millis.length];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = millis[i] * 1_000_000;
        }
        return nanos;
    }
}
