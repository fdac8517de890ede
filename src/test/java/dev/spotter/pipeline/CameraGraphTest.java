package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stages can stand over a camera's frames, and from whom they take. */
class CameraGraphTest {
    @Test
    void a_model_looks_at_the_whole_frame_unless_it_says_whose_detections_it_takes() {
        StageGraph graph = StageGraph.of(camera(
                infer("faces", "people", 2), infer("people", null, 0), infer("pose", null, 0), vote("all", "pose")));

        assertThat(graph.order()).extracting(StageGraph.Node::id).containsExactly("people", "faces", "pose", "all");
        assertThat(graph.order())
                .extracting(StageGraph.Node::inputs)
                .containsExactly(List.of(), List.of("people"), List.of(), List.of("pose"));
        assertThat(graph.order()).extracting(StageGraph.Node::window).containsOnly("rack-cam");
    }

    @Test
    void stages_over_samples_are_refused() {
        assertProblem(
                camera(new StageConfiguration.Window(null, Duration.ofSeconds(2), Duration.ofSeconds(1), null)),
                "wrong-source",
                0,
                "stage 'window' is a window and looks at samples, but source 'rack-cam' gives frames");
        assertProblem(
                camera(infer("what", null, 0), new StageConfiguration.Reps(null, "what")), "wrong-source", 1, "'reps'");
        assertProblem(
                camera(infer("what", null, 0), new StageConfiguration.Form(null, "what", null)),
                "wrong-source",
                1,
                "'form'");
    }

    @Test
    void crops_need_somebody_who_detects_them() {
        assertProblem(
                camera(infer("people", null, 0), infer("pose", null, 3)),
                "missing-input",
                1,
                "stage 'pose' has 'crops', but no 'input'");
    }

    @Test
    void crops_of_samples_are_refused() {
        assertProblem(
                new PipelineConfiguration(
                        "lift",
                        "bar-imu",
                        List.of(
                                new StageConfiguration.Window("w", Duration.ofSeconds(2), Duration.ofSeconds(1), null),
                                infer("what", "w", 3))),
                "wrong-source",
                1,
                "source 'bar-imu' gives samples");
    }

    @Test
    void an_ensemble_names_the_stages_of_its_members() {
        assertProblem(
                camera(infer("a", null, 0), vote("both")),
                "missing-input",
                1,
                "stage 'both' is an ensemble over frames: name in 'input' the stages that run its members");
    }

    @Test
    void nothing_is_cut_out_by_a_verdict() {
        assertProblem(
                camera(infer("a", null, 0), vote("v", "a"), infer("b", "v", 2)),
                "wrong-input",
                2,
                "stage 'b' takes from 'v', which gives verdicts");
    }

    @Test
    void detections_that_wait_for_each_other_are_a_cycle() {
        assertProblem(camera(infer("a", "b", 0), infer("b", "a", 0)), "cyclic-stages", 0, "a -> b -> a");
    }

    private static void assertProblem(PipelineConfiguration pipeline, String code, int stage, String words) {
        assertThat(StageGraph.problems(pipeline)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.stageIndex()).isEqualTo(stage);
            assertThat(problem.sentence()).contains(words);
        });
    }

    private static PipelineConfiguration camera(StageConfiguration... stages) {
        return new PipelineConfiguration("watch", "rack-cam", PipelineConfiguration.Given.FRAMES, List.of(stages));
    }

    private static StageConfiguration infer(String id, String input, int crops) {
        return new StageConfiguration.Infer(id, "m", null, input, crops);
    }

    private static StageConfiguration vote(String id, String... inputs) {
        return new StageConfiguration.Ensemble(id, "e", null, List.of(inputs));
    }
}
