package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.model.ModelTask;
import dev.spotter.observation.Box;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Keypoints;
import dev.spotter.observation.Pose;
import dev.spotter.observation.Poses;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A camera's pipeline over models whose findings are written here; frames come when the test says so. */
class CameraPipelineTest {
    private static final long FRAME_NANOS = 100_000_000;

    private final ScriptedFrameLibrary library = new ScriptedFrameLibrary();
    private final ScriptedCamera camera = new ScriptedCamera(false);
    private final FindingsList found = new FindingsList();

    // what the detecting model sees from now on
    private Detections people = Detections.NONE;

    @Test
    void a_model_tells_of_each_frame_what_it_sees_at_the_frames_time() {
        library.with("pose", ModelTask.POSE, (frame, _, _) -> poses((int) frame.number()));
        try (CameraPipeline pipeline = open(infer("pose", null, 0))) {
            show(pipeline, 1, 2, 3);

            assertThat(found.millis("pose")).containsExactly(100L, 200L, 300L);
            assertThat(found.of(Poses.class))
                    .extracting(poses -> poses.poses().size())
                    .containsExactly(0, 1, 2);
            assertThat(found.advances).containsExactly(FRAME_NANOS, 2 * FRAME_NANOS, 3 * FRAME_NANOS);
            assertThat(pipeline.statistics().seen()).isEqualTo(3);
            assertThat(pipeline.problems()).isEmpty();
        }
        assertThat(library.open).hasValue(0);
    }

    @Test
    void parts_that_one_model_detects_are_looked_at_by_the_next_and_those_beyond_the_budget_are_counted() {
        detector();
        List<Integer> budgets = new ArrayList<>();
        library.with("landmarks", ModelTask.POSE, (_, where, budget) -> {
            budgets.add(budget);
            return poses(Math.min(budget, where.detections().size()));
        });
        try (CameraPipeline pipeline = open(infer("people", null, 0), infer("landmarks", "people", 3))) {
            people = people(2);
            show(pipeline, 1);
            people = people(5);
            show(pipeline, 2);

            assertThat(found.of(Poses.class))
                    .extracting(poses -> poses.poses().size())
                    .containsExactly(2, 3);
            assertThat(budgets).containsExactly(3, 3);
            assertThat(model(pipeline, "landmarks").leftOutParts()).isEqualTo(2);
            assertThat(model(pipeline, "people").leftOutParts()).isZero();
        }
    }

    @Test
    void where_nothing_is_detected_nothing_is_looked_at_and_an_empty_finding_is_told() {
        detector();
        library.with("landmarks", ModelTask.POSE, (_, _, _) -> poses(1));
        try (CameraPipeline pipeline = open(infer("people", null, 0), infer("landmarks", "people", 3))) {
            show(pipeline, 1);

            assertThat(found.of(Poses.class)).containsExactly(Poses.NONE);
            assertThat(model(pipeline, "landmarks").latency().count()).isZero();
        }
    }

    @Test
    void a_chain_goes_on_over_what_a_classification_names_anew() {
        detector();
        library.with("kinds", ModelTask.CLASSIFICATION, (_, where, _) -> renamed(where, "lifter"));
        library.with("landmarks", ModelTask.POSE, (_, where, _) -> {
            assertThat(where.score("lifter")).isPositive();
            return poses(where.detections().size());
        });
        try (CameraPipeline pipeline =
                open(infer("landmarks", "kinds", 0), infer("kinds", "people", 0), infer("people", null, 0))) {
            people = people(2);
            show(pipeline, 1);

            assertThat(found.observations).extracting("stage").containsExactly("people", "kinds", "landmarks");
            assertThat(found.of(Poses.class).getFirst().poses()).hasSize(2);
        }
    }

    @Test
    void an_ensemble_combines_the_verdicts_of_image_classifiers() {
        library.with("a", ModelTask.CLASSIFICATION, (_, _, _) -> verdict(0.8f));
        library.with("b", ModelTask.CLASSIFICATION, (_, _, _) -> verdict(0.4f));
        try (CameraPipeline pipeline = open(
                infer("a", null, 0),
                infer("b", null, 0),
                new StageConfiguration.Ensemble("both", "a+b", null, List.of("b", "a")))) {
            show(pipeline, 1);

            assertThat(found.squats("both")).singleElement().satisfies(p -> assertThat(p)
                    .isCloseTo(0.6f, within(1e-6f)));
            assertThat(found.members).containsExactly("both.a 0.8", "both.b 0.4");
        }
    }

    @Test
    void a_stage_that_fails_takes_those_behind_it_along_and_no_others_until_it_is_well_again() {
        boolean[] broken = {true};
        library.with("people", ModelTask.DETECTION, (_, _, _) -> {
            if (broken[0]) {
                throw new IllegalStateException("broken");
            }
            return people(1);
        });
        library.with(
                "landmarks",
                ModelTask.POSE,
                (_, where, _) -> poses(where.detections().size()));
        library.with("a", ModelTask.CLASSIFICATION, (_, _, _) -> verdict(0.8f));
        try (CameraPipeline pipeline =
                open(infer("people", null, 0), infer("landmarks", "people", 0), infer("a", null, 0))) {
            show(pipeline, 1);
            assertThat(found.observations).extracting("stage").containsExactly("a");
            assertThat(pipeline.problems()).containsOnlyKeys("stage-failed");
            assertThat(model(pipeline, "people").failures()).isEqualTo(1);

            broken[0] = false;
            show(pipeline, 2);
            assertThat(found.observations).extracting("stage").containsExactly("a", "people", "landmarks", "a");
            assertThat(pipeline.problems()).isEmpty();
        }
    }

    @Test
    void what_are_no_probabilities_is_a_failure() {
        library.with("a", ModelTask.CLASSIFICATION, (_, _, _) -> verdict(Float.NaN));
        try (CameraPipeline pipeline = open(infer("a", null, 0))) {
            show(pipeline, 1);
            assertThat(found.observations).isEmpty();
            assertThat(pipeline.problems().get("stage-failed")).contains("no probabilities");
        }
    }

    @Test
    void of_a_still_frame_no_model_is_asked_and_time_goes_on() {
        library.with("pose", ModelTask.POSE, (_, _, _) -> poses(1));
        try (CameraPipeline pipeline = open(infer("pose", null, 0))) {
            show(pipeline, 1);
            pipeline.still(2 * FRAME_NANOS);
            pipeline.end();

            assertThat(found.observations).hasSize(1);
            assertThat(found.advances).containsExactly(FRAME_NANOS, 2 * FRAME_NANOS, 2 * FRAME_NANOS);
            assertThat(pipeline.statistics().seen()).isEqualTo(1);
        }
    }

    @Test
    void a_gap_is_told() {
        library.with("pose", ModelTask.POSE, (_, _, _) -> poses(1));
        try (CameraPipeline pipeline = open(infer("pose", null, 0))) {
            pipeline.gap(FRAME_NANOS, 80 * FRAME_NANOS);
            assertThat(found.gaps).containsExactly("watch 100..8000");
        }
    }

    @Test
    void the_way_from_a_live_frame_to_what_is_told_of_it_is_timed() {
        library.with("pose", ModelTask.POSE, (_, _, _) -> poses(1));
        ScriptedCamera live = new ScriptedCamera(true);
        live.dropped = 4;
        try (CameraPipeline pipeline =
                CameraPipeline.open(configuration(infer("pose", null, 0)), live, library, found)) {
            CameraStatistics before = pipeline.statistics();
            pipeline.frame(live.at(System.nanoTime() - 1_000_000_000));
            live.dropped = 7;

            CameraStatistics since = pipeline.statistics().since(before);
            assertThat(since.latency().percentileMillis(0.5)).isGreaterThan(950);
            assertThat(since.latency().count()).isEqualTo(1);
            assertThat(since.dropped()).isEqualTo(3);
        }
    }

    @Test
    void combinations_of_models_that_do_not_fit_are_refused_and_leave_no_model_open() {
        detector();
        library.with("pose", ModelTask.POSE, (_, _, _) -> poses(1));
        library.with("a", ModelTask.CLASSIFICATION, (_, _, _) -> verdict(0.8f));
        assertRefused("no-detections", "'pose' is for pose", infer("pose", null, 0), infer("a", "pose", 2));
        assertRefused("no-detections", "for classification", infer("a", null, 0), infer("pose", "a", 2));
        assertRefused(
                "members-differ",
                "its model 'people' is for detection",
                infer("people", null, 0),
                new StageConfiguration.Ensemble("v", "people", null, List.of("people")));
        assertRefused(
                "members-differ",
                "its model 'a' is for classification of its parts",
                infer("people", null, 0),
                infer("a", "people", 2),
                new StageConfiguration.Ensemble("v", "a", null, List.of("a")));
        assertRefused("unknown-model", "nobody", infer("pose", null, 0), infer("nobody", null, 0));
        assertThat(library.open).hasValue(0);
    }

    private void assertRefused(String code, String words, StageConfiguration... stages) {
        assertThatThrownBy(() -> open(stages))
                .isInstanceOfSatisfying(PipelineException.class, refused -> assertThat(refused.code())
                        .isEqualTo(code))
                .hasMessageContaining(words);
    }

    private void detector() {
        library.with("people", ModelTask.DETECTION, (_, _, _) -> people);
    }

    private CameraPipeline open(StageConfiguration... stages) {
        return CameraPipeline.open(configuration(stages), camera, library, found);
    }

    private static PipelineConfiguration configuration(StageConfiguration... stages) {
        return new PipelineConfiguration("watch", "rack-cam", PipelineConfiguration.Given.FRAMES, List.of(stages));
    }

    /** A stage that is called as its model. */
    private static StageConfiguration infer(String model, String input, int crops) {
        return new StageConfiguration.Infer(null, model, null, input, crops);
    }

    private void show(CameraPipeline pipeline, int... times) {
        for (int time : times) {
            pipeline.frame(camera.at(time * FRAME_NANOS));
        }
    }

    private static PipelineStatistics.Model model(CameraPipeline pipeline, String stage) {
        return pipeline.statistics().models().stream()
                .filter(model -> model.stage().equals(stage))
                .findFirst()
                .orElseThrow();
    }

    private static Detections people(int count) {
        return new Detections(IntStream.range(0, count)
                .mapToObj(i -> new Detection("person", 0.9f - i * 0.1f, Box.WHOLE, Keypoints.NONE))
                .toList());
    }

    private static Detections renamed(Detections detections, String label) {
        return new Detections(detections.detections().stream()
                .map(was -> new Detection(label, was.score(), was.box(), was.keypoints()))
                .toList());
    }

    private static Poses poses(int count) {
        return new Poses(IntStream.range(0, count)
                .mapToObj(_ -> new Pose(0.9f, Box.WHOLE, Keypoints.NONE))
                .toList());
    }

    private static Finding verdict(float squat) {
        return new Classification(ScriptedLibrary.LABELS, new float[] {squat, 1 - squat});
    }
}
