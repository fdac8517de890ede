package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.spotter.capture.ImuChannels;
import dev.spotter.capture.Recording;
import dev.spotter.capture.Series;
import dev.spotter.model.FillRule;
import dev.spotter.model.ModelException;
import dev.spotter.model.Normalisation;
import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowInput;
import dev.spotter.model.channel.BoundWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Locks down what a window sees that has a reference, and when it sees anything at all. */
class ReferenceTest {
    private static final int CHANNELS = CurlingWearer.CHANNELS.size();
    private static final int PRINCIPAL = 2 * CHANNELS;
    private static final Duration SIX_SECONDS = Duration.ofSeconds(6);

    private final List<float[][]> windows = new ArrayList<>();
    private final FindingsList found = new FindingsList();
    private Pipeline pipeline;

    @AfterEach
    void closed() {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void relative_to_itself_the_reference_has_mean_0_and_deviation_1(long seed) {
        wearer(SIX_SECONDS, seed).stands(3 + seed).curls(8);
        float[][] first = windows.getFirst();
        // the window comes a second after the reference, and there is nothing before it
        assertSize(first, 351, PRINCIPAL + 1);
        for (int channel = CHANNELS; channel <= PRINCIPAL; channel++) {
            double mean = mean(first, channel, 0, 300);
            double deviation = deviation(first, channel, 0, 300);
            assertThat(mean).as("mean of %d", channel).isCloseTo(0, within(1e-4));
            boolean moves = channel == PRINCIPAL
                    || channel - CHANNELS >= CurlingWearer.FOREARM_X && channel - CHANNELS < CurlingWearer.FOREARM_X + 2
                    || channel - CHANNELS == CurlingWearer.FOREARM_X + 3;
            // what stands still is measured by the least deviation, so that its noise stays small
            assertThat(deviation)
                    .as("deviation of %d", channel)
                    .satisfies(value -> assertThat(value).isLessThan(1.001))
                    .satisfies(value -> assertThat(!moves || value > 0.999).isTrue());
        }
        assertThat(pipeline.reference()).contains(ReferenceState.TAKEN);
    }

    @Test
    void the_sources_own_channels_stay_as_they_are() {
        wearer(SIX_SECONDS, 1).curls(4);
        float[] newest = windows.getFirst()[350];
        for (int channel = 0; channel < CHANNELS; channel++) {
            if (channel < CurlingWearer.FOREARM_X) {
                assertThat(newest[channel]).isCloseTo(channel * CurlingWearer.OFFSET, within(0.2f));
            }
        }
    }

    @Test
    void there_is_no_window_before_the_reference_and_then_the_first_comes_after_from() {
        CurlingWearer wearer = wearer(SIX_SECONDS, 1).stands(10);
        assertThat(pipeline.reference()).contains(ReferenceState.AWAITED);
        wearer.curls(2);
        assertThat(pipeline.reference()).contains(ReferenceState.TAKING);
        assertThat(found.observations).isEmpty();
        assertThat(found.advances).isEmpty();
        wearer.curls(2);
        // motion shows some tenths of a second after it began at 10 s, and the second before belongs to the reference
        assertThat(found.millis("a").getFirst()).isBetween(16_000L, 17_000L);
        assertThat(found.millis("a").get(1) - found.millis("a").getFirst()).isEqualTo(200);
    }

    @Test
    void a_recording_that_begins_in_motion_is_its_reference_from_the_first_sample_on() {
        wearer(SIX_SECONDS, 1).curls(4);
        assertThat(found.millis("a").getFirst()).isEqualTo(7000);
    }

    @Test
    void what_comes_later_is_seen_relative_to_the_reference_and_not_to_itself() {
        wearer(SIX_SECONDS, 1).curls(3).moves(6, 0.5, 0).moves(6, 1, 0.9);
        float[][] half = windows.get(windows.size() / 2 - 2);
        float[][] swinging = windows.getLast();
        int turning = CHANNELS + CurlingWearer.FOREARM_X + 3;
        assertThat(deviation(half, turning, half.length - 120, half.length)).isBetween(0.4, 0.6);
        assertThat(deviation(swinging, CHANNELS, swinging.length - 120, swinging.length))
                .isGreaterThan(5);
    }

    @Test
    void further_than_20_deviations_is_20() {
        wearer(SIX_SECONDS, 1).curls(4).moves(4, 1, 100);
        float[][] last = windows.getLast();
        assertThat(extreme(last, CHANNELS)).isEqualTo(20);
    }

    @Test
    void a_gap_leaves_the_reference_and_begins_the_windows_anew() {
        CurlingWearer wearer = wearer(SIX_SECONDS, 1).curls(4);
        windows.clear();
        wearer.leavesOut(2).curls(0.5);
        assertThat(pipeline.reference()).contains(ReferenceState.TAKEN);
        assertSize(windows.getFirst(), 51, PRINCIPAL + 1);
    }

    @Test
    void a_gap_within_the_reference_begins_it_anew() {
        CurlingWearer wearer = wearer(SIX_SECONDS, 1).curls(2);
        wearer.leavesOut(2);
        assertThat(pipeline.reference()).contains(ReferenceState.AWAITED);
        wearer.curls(2);
        assertThat(windows).isEmpty();
        wearer.curls(1);
        assertSize(windows.getFirst(), 351, PRINCIPAL + 1);
    }

    @Test
    void who_puts_it_down_within_the_reference_begins_anew() {
        CurlingWearer wearer = wearer(SIX_SECONDS, 1).curls(1).stands(5);
        assertThat(pipeline.reference()).contains(ReferenceState.AWAITED);
        wearer.curls(2);
        assertThat(windows).isEmpty();
        wearer.curls(1);
        assertThat(windows).isNotEmpty();
    }

    @Test
    void a_rest_of_two_minutes_leaves_the_reference_and_one_of_six_forgets_it() {
        CurlingWearer wearer = wearer(SIX_SECONDS, 1).curls(4).stands(120);
        assertThat(pipeline.reference()).contains(ReferenceState.TAKEN);
        wearer.curls(2).stands(360);
        assertThat(pipeline.reference()).contains(ReferenceState.AWAITED);
        windows.clear();
        wearer.curls(4);
        assertSize(windows.getFirst(), 351, PRINCIPAL + 1);
    }

    @Test
    void the_end_of_the_source_forgets_the_reference() {
        wearer(SIX_SECONDS, 1).curls(4);
        pipeline.end();
        assertThat(pipeline.reference()).contains(ReferenceState.AWAITED);
        windows.clear();
        new CurlingWearer(pipeline, 2).curls(2);
        assertThat(windows).isEmpty();
    }

    @Test
    void another_recording_may_be_another_wearers() {
        CurlingWearer wearer = wearer(SIX_SECONDS, 1).curls(4);
        pipeline.recording(recording());
        assertThat(pipeline.reference()).contains(ReferenceState.AWAITED);
        windows.clear();
        wearer.curls(2);
        assertThat(windows).isEmpty();
        wearer.curls(2);
        assertSize(windows.getFirst(), 351, PRINCIPAL + 1);
    }

    @Test
    void a_live_pipeline_gets_the_samples_that_were_held_back() {
        ScriptedLibrary library = new ScriptedLibrary().with("a", this::look);
        pipeline = open(window(SIX_SECONDS), library, Pipeline.Delivery.LIVE);
        new CurlingWearer(pipeline, 1).stands(5).curls(2.7);
        await().until(() -> pipeline.drained() && !windows.isEmpty());
        assertSize(windows.getFirst(), 351, PRINCIPAL + 1);
        assertThat(pipeline.statistics().lostSamples()).isZero();
        assertThat(pipeline.problems()).isEmpty();
    }

    @Test
    void a_window_without_a_reference_sees_the_source_alone_and_at_once() {
        wearer(null, 1).stands(2);
        assertThat(pipeline.reference()).isEmpty();
        assertSize(windows.getFirst(), 51, CHANNELS);
        assertThat(found.millis("a").getFirst()).isEqualTo(1000);
    }

    @Test
    void a_model_of_relative_channels_finds_them_where_there_is_a_reference_and_is_told_to_ask_for_one_where_not() {
        WindowInput input = new WindowInput(
                "imu",
                "",
                List.of("relative.forearm.acceleration-x", "relative.forearm.angular-rate-magnitude"),
                List.of("1", "1"),
                25,
                60,
                FillRule.FIRST,
                Normalisation.none(2));
        List<String> related = new Reference("wearer", CurlingWearer.CHANNELS, SIX_SECONDS).channels();
        assertThat(new BoundWindow("curl-cnn", input, related, 50).channels()).isEqualTo(2);
        assertThatThrownBy(() -> new BoundWindow("curl-cnn", input, CurlingWearer.CHANNELS, 50))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.code()).isEqualTo("channel-missing"))
                .hasMessageContaining("'relative.forearm.acceleration-x'")
                .hasMessageContaining("its window has no 'reference'");
    }

    @Test
    void a_source_without_a_gyroscope_can_have_no_reference() {
        assertThatThrownBy(() -> Pipeline.open(
                        configuration(window(SIX_SECONDS)),
                        ImuChannels.ACCELERATION,
                        new ScriptedLibrary().with("a", 0.5f),
                        found,
                        Pipeline.Delivery.LOSSLESS))
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.code()).isEqualTo("channel-missing"))
                .hasMessageContaining("angular rates")
                .hasMessageContaining("bar-imu");
    }

    private CurlingWearer wearer(Duration reference, long seed) {
        pipeline = open(window(reference), new ScriptedLibrary().with("a", this::look), Pipeline.Delivery.LOSSLESS);
        return new CurlingWearer(pipeline, seed);
    }

    private Pipeline open(StageConfiguration.Window window, ScriptedLibrary library, Pipeline.Delivery delivery) {
        return Pipeline.open(configuration(window), CurlingWearer.CHANNELS, library, found, delivery);
    }

    private static StageConfiguration.Window window(Duration reference) {
        return new StageConfiguration.Window(null, Duration.ofSeconds(8), Duration.ofMillis(200), null, reference);
    }

    private static PipelineConfiguration configuration(StageConfiguration.Window window) {
        return new PipelineConfiguration(
                "curl", "bar-imu", List.of(window, new StageConfiguration.Infer(null, "a", null, null)));
    }

    /** Keeps what a model sees, older samples first. */
    private void look(SampleWindow window, float[] probabilities) {
        float[][] seen = new float[window.available()][window.channels()];
        for (int sample = 0; sample < seen.length; sample++) {
            for (int channel = 0; channel < seen[sample].length; channel++) {
                seen[sample][channel] = window.value(channel, seen.length - 1 - sample);
            }
        }
        windows.add(seen);
        probabilities[0] = 1;
        probabilities[1] = 0;
    }

    private static Recording recording() {
        return new Recording(
                "set 2",
                "somebody",
                "A",
                Map.of(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                ImuChannels.ACCELERATION,
                List.of(new Series(0, 3, new long[] {0, 20_000_000}, new float[6])));
    }

    private static void assertSize(float[][] window, int samples, int channels) {
        assertThat(window.length).isEqualTo(samples);
        assertThat(window[0].length).isEqualTo(channels);
    }

    private static double mean(float[][] window, int channel, int from, int to) {
        double sum = 0;
        for (int sample = from; sample < to; sample++) {
            sum += window[sample][channel];
        }
        return sum / (to - from);
    }

    private static double deviation(float[][] window, int channel, int from, int to) {
        double mean = mean(window, channel, from, to);
        double squares = 0;
        for (int sample = from; sample < to; sample++) {
            squares += Math.pow(window[sample][channel] - mean, 2);
        }
        return Math.sqrt(squares / (to - from));
    }

    private static float extreme(float[][] window, int channel) {
        float most = 0;
        for (float[] sample : window) {
            most = Math.max(most, Math.abs(sample[channel]));
        }
        return most;
    }
}
