package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.spotter.capture.ImuChannels;
import dev.spotter.model.ModelTask;
import dev.spotter.model.SampleWindow;
import dev.spotter.observation.Box;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Keypoints;
import dev.spotter.observation.Pose;
import dev.spotter.observation.Poses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Other models while a pipeline runs, over models whose answers are written here. Locks down when they change, and what goes on. */
class SwapTest {
    private static final long SAMPLE_NANOS = 20_000_000;

    private final ScriptedLibrary old =
            new ScriptedLibrary().with("a", 0.8f).with("b", 0.4f).smoothing(Duration.ofSeconds(1));
    private final ScriptedLibrary young =
            new ScriptedLibrary().with("a", 0.2f).with("b", 0.6f).smoothing(Duration.ofSeconds(1));
    private final FindingsList found = new FindingsList();
    private long nextNanos;

    @AfterEach
    void everyModelIsClosed() {
        assertThat(old.open).hasValue(0);
        assertThat(young.open).hasValue(0);
    }

    @Test
    void the_next_window_is_the_new_models_and_windows_come_as_if_nothing_had_changed() {
        List<Integer> available = new ArrayList<>();
        young.with("a", (window, probabilities) -> {
            available.add(window.available());
            probabilities[0] = 0.2f;
            probabilities[1] = 0.8f;
        });
        try (Pipeline pipeline = open(Pipeline.Delivery.LOSSLESS, infer("a"))) {
            samples(pipeline, 66);
            pipeline.swap(young);
            assertThat(old.open).as("until the pipeline's thread comes by").hasValue(1);
            samples(pipeline, 10);

            assertThat(found.squats("a")).containsExactly(0.8f, 0.8f, 0.2f);
            assertThat(found.millis("a")).containsExactly(1000L, 1200L, 1400L);
            assertThat(available).containsExactly(71);
            assertThat(old.open).hasValue(0);
            SampleStatistics statistics = pipeline.statistics();
            assertThat(statistics.samples()).isEqualTo(76);
            assertThat(statistics.windows()).isEqualTo(3);
            assertThat(statistics.models().getFirst().latency().count())
                    .as("the same version of the same model counts on")
                    .isEqualTo(3);
        }
    }

    @Test
    void smoothing_goes_on_where_the_labels_are_the_same_and_begins_anew_where_not() {
        try (Pipeline pipeline = open(Pipeline.Delivery.LOSSLESS, ensemble())) {
            samples(pipeline, 61);
            pipeline.swap(young);
            samples(pipeline, 10);
            assertThat(found.squats("what").getLast()).isCloseTo((0.6f + 0.6f + 0.4f) / 3, within(1e-6f));

            pipeline.swap(old.labels("squat", "deadlift", "rest")
                    .with("a", SwapTest::deadlift)
                    .with("b", SwapTest::deadlift));
            samples(pipeline, 10);
            assertThat(found.squats("what").getLast()).isZero();
        }
    }

    private static void deadlift(SampleWindow window, float[] probabilities) {
        probabilities[0] = 0;
        probabilities[1] = 1;
        probabilities[2] = 0;
    }

    @Test
    void what_cannot_be_opened_changes_nothing_and_leaves_nothing_open() {
        try (Pipeline pipeline = open(Pipeline.Delivery.LOSSLESS, infer("a"), infer("b"))) {
            assertThatThrownBy(() -> pipeline.swap(new ScriptedLibrary().with("a", 0.1f)))
                    .isInstanceOfSatisfying(PipelineException.class, refused -> assertThat(refused.code())
                            .isEqualTo("unknown-model"));
            assertThatThrownBy(() -> pipeline.swap(young.rateHz(100)))
                    .isInstanceOfSatisfying(PipelineException.class, refused -> assertThat(refused.code())
                            .isEqualTo("model-rate-differs"));
            assertThat(young.open).hasValue(0);
            samples(pipeline, 51);
            assertThat(found.squats("a")).containsExactly(0.8f);
        }
    }

    @Test
    void models_without_a_label_that_ends_sets_are_refused() {
        try (Pipeline pipeline =
                open(Pipeline.Delivery.LOSSLESS, infer("a"), new StageConfiguration.Reps("count", null))) {
            assertThatThrownBy(() -> pipeline.swap(young.labels("squat", "bench")))
                    .isInstanceOfSatisfying(PipelineException.class, refused -> assertThat(refused.code())
                            .isEqualTo("labels-differ"))
                    .hasMessageContaining("'rest'")
                    .hasMessageContaining("squat, bench");
            assertThat(young.open).hasValue(0);
        }
    }

    @Test
    void several_pipelines_change_together_or_not_at_all() {
        try (Pipeline one = open(Pipeline.Delivery.LOSSLESS, infer("a"));
                Pipeline other = open(Pipeline.Delivery.LOSSLESS, infer("b"))) {
            ScriptedLibrary half = new ScriptedLibrary().with("a", 0.1f);
            ModelSwap ready = one.prepare(half);
            assertThatThrownBy(() -> other.prepare(half)).isInstanceOf(PipelineException.class);
            ready.close();
            assertThat(half.open).hasValue(0);
            samples(one, 51);
            assertThat(found.squats("a")).containsExactly(0.8f);
        }
    }

    @Test
    void models_that_were_overtaken_by_others_never_run_and_a_closed_pipeline_takes_none() {
        ScriptedLibrary between = new ScriptedLibrary().with("a", 0.1f);
        Pipeline pipeline = open(Pipeline.Delivery.LOSSLESS, infer("a"));
        pipeline.swap(between);
        pipeline.swap(young);
        assertThat(between.open).hasValue(0);
        samples(pipeline, 51);
        assertThat(found.squats("a")).containsExactly(0.2f);
        pipeline.swap(young);
        pipeline.close();
        assertThatThrownBy(() -> pipeline.swap(young))
                .isInstanceOfSatisfying(PipelineException.class, refused -> assertThat(refused.code())
                        .isEqualTo("pipeline-closed"));
    }

    @Test
    void a_live_pipeline_changes_them_and_closes_the_old_ones_on_its_own_thread_though_no_sample_comes() {
        try (Pipeline pipeline = open(Pipeline.Delivery.LIVE, ensemble())) {
            samples(pipeline, 51);
            await().until(pipeline::drained);
            pipeline.swap(young);
            await().until(() -> old.open.get() == 0);
            assertThat(old.closedBy).containsOnly("pipeline-lift");
            samples(pipeline, 10);
            await().until(() -> found.squats("what").size() == 2);
            assertThat(found.squats("what").getLast()).isCloseTo((0.6f + 0.4f) / 2, within(1e-6f));
            await().until(pipeline::drained);
        }
        await().until(() -> young.open.get() == 0);
    }

    @Test
    void a_camera_goes_on_with_its_next_frame_and_what_is_for_something_else_is_refused() {
        Detections person = new Detections(List.of(new Detection("person", 0.9f, Box.WHOLE, Keypoints.NONE)));
        ScriptedFrameLibrary before = new ScriptedFrameLibrary()
                .with("people", ModelTask.DETECTION, (_, _, _) -> person)
                .with("pose", ModelTask.POSE, (_, _, _) -> poses(0.5f));
        ScriptedFrameLibrary after = new ScriptedFrameLibrary()
                .with("people", ModelTask.DETECTION, (_, _, _) -> person)
                .with("pose", ModelTask.POSE, (_, where, _) -> poses(where.score("person")));
        ScriptedCamera camera = new ScriptedCamera(false);
        try (CameraPipeline pipeline = CameraPipeline.open(
                new PipelineConfiguration(
                        "watch",
                        "rack-cam",
                        PipelineConfiguration.Given.FRAMES,
                        List.of(
                                new StageConfiguration.Infer(null, "people", null, null),
                                new StageConfiguration.Infer(null, "pose", null, "people", 3))),
                camera,
                before,
                found)) {
            pipeline.frame(camera.at(1_000_000));
            pipeline.swap(after);
            assertThat(before.open).hasValue(2);
            pipeline.frame(camera.at(2_000_000));
            assertThat(before.open).hasValue(0);

            assertThat(found.of(Poses.class))
                    .extracting(poses -> poses.poses().getFirst().score())
                    .containsExactly(0.5f, 0.9f);
            assertThat(pipeline.statistics().seen()).isEqualTo(2);

            assertThatThrownBy(() -> pipeline.swap(new ScriptedFrameLibrary()
                            .with("people", ModelTask.DETECTION, (_, _, _) -> person)
                            .with("pose", ModelTask.EMBEDDING, (_, _, _) -> poses(1))))
                    .isInstanceOfSatisfying(PipelineException.class, refused -> assertThat(refused.code())
                            .isEqualTo("task-differs"))
                    .hasMessageContaining("for pose");
        }
        assertThat(after.open).hasValue(0);
    }

    private static Poses poses(float score) {
        return new Poses(List.of(new Pose(score, Box.WHOLE, Keypoints.NONE)));
    }

    private Pipeline open(Pipeline.Delivery delivery, StageConfiguration... stages) {
        List<StageConfiguration> all = new ArrayList<>(List.of(stages));
        all.addFirst(new StageConfiguration.Window(null, Duration.ofSeconds(2), Duration.ofMillis(200), null));
        return Pipeline.open(new PipelineConfiguration("lift", "bar-imu", all), ImuChannels.ALL, old, found, delivery);
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

    private static StageConfiguration ensemble() {
        return new StageConfiguration.Ensemble("what", "a+b", null, List.of());
    }
}
