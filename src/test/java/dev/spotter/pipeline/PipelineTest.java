package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.spotter.capture.ImuChannels;
import dev.spotter.observation.LiftState;
import dev.spotter.observation.Observation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private static final long SAMPLE_NANOS = 20_000_000;

    private final ScriptedLibrary library =
            new ScriptedLibrary().with("a", 0.8f).with("b", 0.4f);
    private final FindingsList found = new FindingsList();
    private Pipeline pipeline;
    private long nextNanos;

    @AfterEach
    void everyModelIsClosed() {
        if (pipeline != null) {
            pipeline.close();
        }
        await().until(() -> library.open.get() == 0);
    }

    @Test
    void the_first_verdict_comes_after_a_second_and_then_one_a_step() {
        open(window(), infer("a"));
        samples(76);
        assertThat(found.millis("a")).containsExactly(1000L, 1200L, 1400L);
        assertThat(found.advances).containsExactly(1_000_000_000L, 1_200_000_000L, 1_400_000_000L);
    }

    @Test
    void behind_a_gap_windows_begin_anew() {
        AtomicReference<Integer> available = new AtomicReference<>();
        library.with("a", (window, probabilities) -> {
            available.set(window.available());
            probabilities[0] = 1;
            probabilities[1] = 0;
        });
        open(window(), infer("a"));
        samples(60);
        gap(Duration.ofSeconds(3));
        samples(51);
        assertThat(found.millis("a")).containsExactly(1000L, 1180 + 3000L + 1000L);
        assertThat(available).hasValue(51);
    }

    @Test
    void a_hole_that_the_source_does_not_tell_is_a_gap_too() {
        open(window(), infer("a"));
        samples(50);
        nextNanos += 5_000_000_000L;
        samples(50);
        assertThat(found.millis("a")).isEmpty();
    }

    @Test
    void a_model_sees_the_samples_from_the_newest_back() {
        AtomicReference<float[]> seen = new AtomicReference<>();
        library.with("a", (window, probabilities) -> {
            int oldest = window.available() - 1;
            seen.set(new float[] {oldest, window.value(0, 0), window.value(0, oldest), window.value(5, 0)});
            probabilities[0] = 1;
            probabilities[1] = 0;
        });
        open(window(), infer("a"));
        for (int i = 0; i <= 110; i++) {
            pipeline.sample(i * SAMPLE_NANOS, new float[] {i * 0.01f, 0, 0, 0, 0, -i});
        }
        assertThat(seen.get()).containsExactly(new float[] {99, 1.1f, 0.11f, -110}, within(1e-6f));
    }

    @Test
    void an_ensemble_over_a_window_is_the_one_over_its_members_stages() {
        open(
                window(),
                infer("a"),
                infer("b"),
                new StageConfiguration.Ensemble("own", "a+b", null, List.of("window")),
                new StageConfiguration.Ensemble("given", "a+b", null, List.of("b", "a")));
        samples(51);
        assertThat(found.squats("own")).singleElement().satisfies(p -> assertThat(p)
                .isCloseTo(0.6f, within(1e-6f)));
        assertThat(found.squats("given")).isEqualTo(found.squats("own"));
        assertThat(found.members).containsExactlyInAnyOrder("own.a 0.8", "own.b 0.4", "given.a 0.8", "given.b 0.4");
        assertThat(pipeline.statistics().models())
                .extracting(PipelineStatistics.Model::stage, PipelineStatistics.Model::model)
                .containsExactly(tuple("a", "a"), tuple("b", "b"), tuple("own", "a"), tuple("own", "b"));
        assertThat(pipeline.statistics().models())
                .allSatisfy(model -> assertThat(model.latency().count()).isEqualTo(1));
    }

    @Test
    void a_member_that_fails_is_left_out_and_heard_again_when_it_recovers() {
        AtomicBoolean broken = new AtomicBoolean(true);
        library.with("b", failingWhile(broken));
        open(window(), new StageConfiguration.Ensemble("what", "a+b", null, List.of()));
        samples(51);
        assertThat(found.squats("what")).containsExactly(0.8f);
        assertThat(pipeline.problems()).hasEntrySatisfying("member-left-out", sentence -> assertThat(sentence)
                .contains("goes on without 'b': it failed: out of order"));
        assertThat(pipeline.statistics().models().get(1).failures()).isEqualTo(1);

        broken.set(false);
        samples(10);
        assertThat(found.squats("what").get(1)).isCloseTo(0.6f, within(1e-6f));
        assertThat(pipeline.problems()).isEmpty();
    }

    @Test
    void a_model_that_says_no_probabilities_has_failed() {
        library.with("b", (_, probabilities) -> {
            probabilities[0] = Float.NaN;
            probabilities[1] = 0.5f;
        });
        open(window(), infer("b"));
        samples(51);
        assertThat(found.observations).isEmpty();
        assertThat(pipeline.problems()).hasEntrySatisfying("stage-failed", sentence -> assertThat(sentence)
                .contains("stage 'b' fails (1 so far)")
                .contains("model 'b' said [NaN, 0.5]"));
    }

    @Test
    void a_stage_that_throws_stops_those_that_wait_for_it_and_no_others() {
        AtomicBoolean broken = new AtomicBoolean(true);
        library.with("b", failingWhile(broken));
        open(
                window(),
                infer("a"),
                infer("b"),
                new StageConfiguration.Reps("of-a", "a"),
                new StageConfiguration.Reps("of-b", "b"));
        samples(61);
        assertThat(found.millis("a")).containsExactly(1000L, 1200L);
        assertThat(found.millis("of-a")).isNotEmpty();
        assertThat(found.millis("of-b")).isEmpty();
        assertThat(pipeline.problems()).containsOnlyKeys("stage-failed");
        assertThat(pipeline.problems().get("stage-failed")).contains("stage 'b' fails (2 so far)", "out of order");

        broken.set(false);
        samples(10);
        assertThat(found.millis("b")).containsExactly(1400L);
        assertThat(found.millis("of-b")).isNotEmpty();
        assertThat(pipeline.problems()).isEmpty();
    }

    @Test
    void a_listener_that_throws_hurts_no_stage_and_is_told() {
        AtomicBoolean broken = new AtomicBoolean(true);
        ObservationListener listener = new ObservationListener() {
            @Override
            public void observed(Observation observation) {
                if (broken.get()) {
                    throw new IllegalStateException("disk is full");
                }
                found.observed(observation);
            }

            @Override
            public void advanced(String station, long timeNanos) {
                found.advanced(station, timeNanos);
            }
        };
        pipeline = Pipeline.open(
                configuration(window(), infer("a")), ImuChannels.ALL, library, listener, Pipeline.Delivery.LOSSLESS);
        samples(51);
        assertThat(found.advances).hasSize(1);
        assertThat(pipeline.problems()).hasEntrySatisfying("listener-failed", sentence -> assertThat(sentence)
                .contains("disk is full"));
        broken.set(false);
        samples(10);
        assertThat(found.millis("a")).containsExactly(1200L);
        assertThat(pipeline.problems()).isEmpty();
    }

    @Test
    void a_sample_that_is_no_number_is_bridged_and_told() {
        open(window(), infer("a"));
        samples(20);
        pipeline.sample(nextNanos, new float[] {0, 0, 1, 0, Float.NaN, 0});
        nextNanos += SAMPLE_NANOS;
        samples(30);
        assertThat(found.millis("a")).containsExactly(1000L);
        assertThat(pipeline.problems()).hasEntrySatisfying("samples-not-finite", sentence -> assertThat(sentence)
                .isEqualTo("source 'bar-imu' gives NaN for angular-rate-y; such samples are left out, 1 so far"));
        assertThat(pipeline.statistics().badSamples()).isEqualTo(1);
        samples(501);
        assertThat(pipeline.problems()).isEmpty();
    }

    @Test
    void where_all_samples_are_bad_there_is_no_verdict() {
        open(window(), infer("a"));
        samples(30);
        for (int i = 0; i < 100; i++) {
            pipeline.sample(nextNanos, new float[] {Float.POSITIVE_INFINITY, 0, 0, 0, 0, 0});
            nextNanos += SAMPLE_NANOS;
        }
        assertThat(found.observations).isEmpty();
        samples(51);
        assertThat(found.observations).hasSize(1);
    }

    @Test
    void a_sensor_at_the_end_of_its_scale_is_told() {
        open(window(), infer("a"));
        samples(10);
        for (int i = 0; i < 3; i++) {
            assertThat(pipeline.problems()).isEmpty();
            pipeline.sample(nextNanos, new float[] {0, 0, -15.9995f, 0, 0, 0});
            nextNanos += SAMPLE_NANOS;
        }
        assertThat(pipeline.problems())
                .containsEntry(
                        "sensor-saturated",
                        "source 'bar-imu' stays at the end of its scale, -16.00 for acceleration-z; give the sensor a"
                                + " wider range");
    }

    @Test
    void samples_whose_time_does_not_grow_are_left_out() {
        open(window(), infer("a"));
        samples(20);
        pipeline.sample(nextNanos - SAMPLE_NANOS, new float[6]);
        assertThat(pipeline.problems()).containsOnlyKeys("samples-out-of-order");
        assertThat(pipeline.statistics().samples()).isEqualTo(20);
    }

    @Test
    void a_source_that_has_ended_may_begin_again_at_time_zero() {
        open(window(), infer("a"));
        samples(60);
        pipeline.end();
        assertThat(found.advances.getLast()).isEqualTo(59 * SAMPLE_NANOS);
        nextNanos = 0;
        samples(51);
        assertThat(found.millis("a")).containsExactly(1000L, 1000L);
        assertThat(pipeline.problems()).isEmpty();
    }

    @Test
    void a_slow_stage_drops_the_oldest_windows_and_no_sample() {
        Semaphore permits = new Semaphore(0);
        library.with("a", (_, probabilities) -> {
            permits.acquireUninterruptibly();
            probabilities[0] = 1;
            probabilities[1] = 0;
        });
        pipeline = Pipeline.open(
                configuration(window(), infer("a"), new StageConfiguration.Reps(null, null)),
                ImuChannels.ALL,
                library,
                found,
                Pipeline.Delivery.LIVE);
        samples(51);
        await().until(permits::hasQueuedThreads);
        samples(200);
        assertThat(pipeline.drained()).isFalse();
        assertThat(pipeline.statistics().droppedWindows()).isEqualTo(20 - Pipeline.MOST_WAITING_WINDOWS);
        assertThat(pipeline.problems()).hasEntrySatisfying("windows-dropped", sentence -> assertThat(sentence)
                .isEqualTo("pipeline 'lift' is slower than its source: 16 windows and 0 samples dropped so far"));

        permits.release(1_000);
        await().until(pipeline::drained);
        assertThat(found.millis("a")).containsExactly(1000L, 4400L, 4600L, 4800L, 5000L);
        assertThat(found.of(LiftState.class)).isNotEmpty();
        assertThat(pipeline.statistics().samples()).isEqualTo(251);

        for (int i = 0; i < 26; i++) {
            samples(20);
            await().until(pipeline::drained);
        }
        assertThat(pipeline.problems()).isEmpty();
    }

    @Test
    void a_model_made_for_a_higher_rate_is_refused() {
        library.rateHz(100);
        assertThatThrownBy(() -> open(window(), infer("a")))
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.code()).isEqualTo("model-rate-differs"))
                .hasMessageContaining("model 'a' was made for 100.0 samples a second, but sources give 50");
    }

    @Test
    void an_ensemble_takes_exactly_its_members() {
        assertThatThrownBy(() ->
                        open(window(), infer("a"), new StageConfiguration.Ensemble("what", "a+b", null, List.of("a"))))
                .hasMessageContaining("none of its inputs runs 'b'");
        library.with("c", 0.5f);
        assertThatThrownBy(() -> open(
                        window(),
                        infer("a"),
                        infer("b"),
                        infer("c"),
                        new StageConfiguration.Ensemble("what", "a+b", null, List.of("a", "b", "c"))))
                .hasMessageContaining("'c' is no member of it");
    }

    @Test
    void when_a_model_is_missing_those_opened_before_are_closed() {
        assertThatThrownBy(() -> open(window(), infer("a"), infer("missing"))).hasMessageContaining("missing");
        assertThat(library.open).hasValue(0);
    }

    private static ScriptedLibrary.Script failingWhile(AtomicBoolean broken) {
        return (_, probabilities) -> {
            if (broken.get()) {
                throw new IllegalStateException("out of order");
            }
            probabilities[0] = 0.4f;
            probabilities[1] = 0.6f;
        };
    }

    private void open(StageConfiguration... stages) {
        pipeline = Pipeline.open(configuration(stages), ImuChannels.ALL, library, found, Pipeline.Delivery.LOSSLESS);
    }

    private void samples(int count) {
        for (int i = 0; i < count; i++) {
            pipeline.sample(nextNanos, new float[] {0, 0, 1, 0, 0, 0});
            nextNanos += SAMPLE_NANOS;
        }
    }

    private void gap(Duration length) {
        long last = nextNanos - SAMPLE_NANOS;
        nextNanos = last + length.toNanos();
        pipeline.gap(last, nextNanos);
    }

    private static PipelineConfiguration configuration(StageConfiguration... stages) {
        return new PipelineConfiguration("lift", "bar-imu", List.of(stages));
    }

    private static StageConfiguration window() {
        return new StageConfiguration.Window(null, Duration.ofSeconds(2), Duration.ofMillis(200), null);
    }

    private static StageConfiguration infer(String model) {
        return new StageConfiguration.Infer(null, model, null, null);
    }
}
