package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.capture.ImuChannels;
import dev.spotter.model.ModelTask;
import dev.spotter.observation.Box;
import dev.spotter.observation.Keypoints;
import dev.spotter.observation.Pose;
import dev.spotter.observation.Poses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Models that ran before beside those that run. Locks down what is compared, what it may cost, and that nobody else notices. */
class ShadowTest {
    private static final long SAMPLE_NANOS = 20_000_000;
    private static final ShadowSampling EVERY = new ShadowSampling(1, 1e9);

    private final ScriptedLibrary running =
            new ScriptedLibrary().with("a", 0.8f).with("b", 0.4f).smoothing(Duration.ofSeconds(5));
    private final ScriptedLibrary earlier =
            new ScriptedLibrary().with("a", 0.2f).with("b", 0.4f).smoothing(Duration.ofSeconds(5));
    private final FindingsList found = new FindingsList();
    private final List<Comparison> comparisons = new ArrayList<>();
    private long nextNanos;

    @AfterEach
    void everyModelIsClosed() {
        assertThat(running.open).hasValue(0);
        assertThat(earlier.open).hasValue(0);
    }

    @Test
    void both_are_asked_about_the_same_window_though_the_shadow_came_later_and_only_one_is_heard() {
        List<Integer> seen = new ArrayList<>();
        earlier.with("a", (window, probabilities) -> {
            seen.add(window.available());
            probabilities[0] = 0.2f;
            probabilities[1] = 0.8f;
        });
        try (Pipeline pipeline = open(infer("a"), new StageConfiguration.Reps("count", "a"))) {
            samples(pipeline, 60);
            pipeline.watch(earlier, EVERY, comparisons::add);
            samples(pipeline, 12);

            assertThat(found.squats("a")).containsExactly(0.8f, 0.8f, 0.8f);
            assertThat(seen).containsExactly(61, 71);
            assertThat(comparisons).hasSize(2).allSatisfy(comparison -> {
                assertThat(comparison.station()).isEqualTo("lift");
                assertThat(comparison.stage()).isEqualTo("a");
                assertThat(comparison.distance().orElseThrow()).isCloseTo(0.6, within(1e-6));
                assertThat(comparison.differ()).isTrue();
                assertThat(comparison.runningNanos()).isPositive();
                assertThat(comparison.earlierNanos()).isPositive();
            });
            assertThat(pipeline.statistics().models()).hasSize(1);

            pipeline.endWatch();
            samples(pipeline, 10);
            assertThat(earlier.open).hasValue(0);
            assertThat(comparisons).hasSize(2);
        }
    }

    @Test
    void ensembles_are_compared_without_the_verdicts_before_as_the_shadow_sees_only_some() {
        float[] now = {0};
        running.with("a", (_, probabilities) -> {
            probabilities[0] = now[0];
            probabilities[1] = 1 - now[0];
        });
        try (Pipeline pipeline = open(new StageConfiguration.Ensemble("what", "a+b", null, List.of()))) {
            samples(pipeline, 81);
            now[0] = 0.2f;
            pipeline.watch(earlier, EVERY, comparisons::add);
            samples(pipeline, 10);
            assertThat(comparisons).singleElement().satisfies(comparison -> assertThat(
                            comparison.distance().orElseThrow())
                    .isCloseTo(0, within(1e-6)));
        }
    }

    @Test
    void what_the_running_models_fail_on_is_told_and_what_the_shadow_fails_on_is_no_comparison_and_no_trouble() {
        running.with("a", (_, _) -> {
            throw new IllegalStateException("broken");
        });
        earlier.with("b", (_, _) -> {
            throw new IllegalStateException("broken");
        });
        try (Pipeline pipeline = open(infer("a"), infer("b"))) {
            pipeline.watch(earlier, EVERY, comparisons::add);
            samples(pipeline, 51);
            assertThat(comparisons).singleElement().satisfies(comparison -> {
                assertThat(comparison.stage()).isEqualTo("a");
                assertThat(comparison.running()).isEmpty();
            });
            assertThat(pipeline.problems().get("stage-failed")).contains("'a'").doesNotContain("'b'");
        }
    }

    @Test
    void it_looks_at_one_of_so_many_windows_and_takes_no_more_than_its_share_of_the_time() {
        try (Pipeline pipeline = open(infer("a"))) {
            pipeline.watch(earlier, new ShadowSampling(5, 1e9), comparisons::add);
            samples(pipeline, 50 + 200);
            assertThat(comparisons).hasSize(4);
        }
        comparisons.clear();
        nextNanos = 0;
        earlier.with("a", (_, _) -> {
            long untilNanos = System.nanoTime() + 200_000_000;
            while (System.nanoTime() < untilNanos) {
                Thread.onSpinWait();
            }
        });
        try (Pipeline pipeline = open(infer("a"))) {
            pipeline.watch(earlier, new ShadowSampling(1, 0.01), comparison -> {});
            long startNanos = System.nanoTime();
            samples(pipeline, 50 + 200);
            assertThat(System.nanoTime() - startNanos)
                    .as("one look of 200 ms, not twenty")
                    .isLessThan(1_000_000_000);
        }
    }

    @Test
    void frames_are_compared_by_how_many_bodies_each_sees() {
        ScriptedFrameLibrary now = new ScriptedFrameLibrary().with("pose", ModelTask.POSE, (_, _, _) -> poses(1));
        ScriptedFrameLibrary before = new ScriptedFrameLibrary().with("pose", ModelTask.POSE, (_, _, _) -> poses(4));
        ScriptedCamera camera = new ScriptedCamera(false);
        try (CameraPipeline pipeline = CameraPipeline.open(
                new PipelineConfiguration(
                        "watch", "rack-cam", PipelineConfiguration.Given.FRAMES, List.of(infer("pose"))),
                camera,
                now,
                found)) {
            pipeline.watch(before, EVERY, comparisons::add);
            pipeline.frame(camera.at(1_000_000));
            pipeline.swap(before);
            pipeline.frame(camera.at(2_000_000));

            assertThat(comparisons)
                    .extracting(comparison -> comparison.distance().orElseThrow())
                    .containsExactly(0.75, 0.0);
            assertThat(found.of(Poses.class))
                    .extracting(poses -> poses.poses().size())
                    .containsExactly(1, 4);
        }
        assertThat(now.open).hasValue(0);
        assertThat(before.open).hasValue(0);
    }

    private static Poses poses(int count) {
        return new Poses(IntStream.range(0, count)
                .mapToObj(_ -> new Pose(0.9f, Box.WHOLE, Keypoints.NONE))
                .toList());
    }

    private Pipeline open(StageConfiguration... stages) {
        List<StageConfiguration> all = new ArrayList<>(List.of(stages));
        all.addFirst(new StageConfiguration.Window(null, Duration.ofSeconds(2), Duration.ofMillis(200), null));
        return Pipeline.open(
                new PipelineConfiguration("lift", "bar-imu", all),
                ImuChannels.ALL,
                running,
                found,
                Pipeline.Delivery.LOSSLESS);
    }

    private void samples(Pipeline pipeline, int count) {
        for (int i = 0; i < count; i++) {
            pipeline.sample(nextNanos, new float[] {0, 0, 1, 0, 0, 0});
            nextNanos += SAMPLE_NANOS;
        }
    }

    private static StageConfiguration infer(String model) {
        return new StageConfiguration.Infer(null, model, null, null);
    }
}
