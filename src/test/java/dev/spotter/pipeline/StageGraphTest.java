package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StageGraphTest {
    @Test
    void takes_from_the_nearest_stage_before_that_gives_what_is_needed() {
        StageGraph graph = StageGraph.of(pipeline(window(null), ensemble("what"), reps(null, null)));

        assertThat(graph.order()).extracting(StageGraph.Node::id).containsExactly("window", "what", "reps");
        assertThat(graph.order())
                .extracting(StageGraph.Node::inputs)
                .containsExactly(List.of(), List.of("window"), List.of("what"));
    }

    @Test
    void models_one_after_another_take_from_the_same_window() {
        StageGraph graph = StageGraph.of(pipeline(window(null), infer("a"), infer("b"), ensemble("c", "a", "b")));

        assertThat(graph.order())
                .extracting(StageGraph.Node::inputs)
                .containsExactly(List.of(), List.of("window"), List.of("window"), List.of("a", "b"));
        assertThat(graph.order()).extracting(StageGraph.Node::window).containsOnly("window");
    }

    @Test
    void a_stage_comes_after_a_later_one_that_it_takes_from() {
        StageGraph graph = StageGraph.of(pipeline(reps("count", "what"), window("w"), ensemble("what", "w")));

        assertThat(graph.order()).extracting(StageGraph.Node::id).containsExactly("w", "what", "count");
    }

    @Test
    void a_cycle_is_shown_as_a_way_round() {
        assertProblem(
                pipeline(window(null), ensemble("a", "b"), ensemble("b", "c"), ensemble("c", "a")),
                "cyclic-stages",
                1,
                "pipeline 'lift': stages wait for each other: a -> b -> c -> a");
    }

    @Test
    void a_stage_that_waits_for_itself_is_a_cycle() {
        assertProblem(pipeline(window(null), ensemble("a", "a")), "cyclic-stages", 1, "a -> a");
    }

    @Test
    void the_way_to_a_cycle_is_no_part_of_it() {
        assertProblem(
                pipeline(window(null), reps("count", "a"), ensemble("a", "b"), ensemble("b", "a")),
                "cyclic-stages",
                2,
                "wait for each other: a -> b -> a");
    }

    @Test
    void a_name_that_dangles_is_told_with_both_ends() {
        assertProblem(
                pipeline(window(null), ensemble("what"), reps("count", "wat")),
                "unknown-stage",
                2,
                "stage 'count' takes from 'wat', but there is no stage of that name; there are 'window', 'what', 'count'");
    }

    @Test
    void two_stages_of_one_name_are_refused() {
        assertProblem(pipeline(window(null), window(null)), "duplicate-stage", 1, "both called 'window'");
    }

    @Test
    void a_stage_before_everything_it_needs_is_refused() {
        assertProblem(pipeline(infer("a"), window(null)), "missing-input", 0, "needs windows of samples");
    }

    @Test
    void repetitions_of_a_window_are_refused() {
        assertProblem(
                pipeline(window("w"), ensemble("what"), reps("count", "w")),
                "wrong-input",
                2,
                "stage 'count' takes from 'w', which gives windows of samples; a reps takes verdicts");
    }

    @Test
    void an_ensemble_of_a_window_and_a_verdict_is_refused() {
        assertProblem(pipeline(window("w"), infer("a"), ensemble("b", "w", "a")), "wrong-input", 2, "'w', 'a'");
    }

    @Test
    void verdicts_of_different_windows_are_not_mixed() {
        StageConfiguration slow = new StageConfiguration.Infer("slow", "m", null, "v");
        assertProblem(
                pipeline(
                        window("w"),
                        window("v"),
                        new StageConfiguration.Infer("fast", "m", null, "w"),
                        slow,
                        ensemble("both", "fast", "slow")),
                "mixed-windows",
                4,
                "'w', 'v'");
    }

    @Test
    void form_takes_the_nearest_verdict_and_needs_a_window_with_a_reference() {
        StageGraph graph = StageGraph.of(pipeline(referenced("w", 6), ensemble("what"), form(null)));
        assertThat(graph.order().getLast().inputs()).containsExactly("what");
        assertProblem(
                pipeline(window("w"), ensemble("what"), form(null)),
                "missing-reference",
                2,
                "stage 'form' finds repetitions by how they differ from a reference, but window 'w' has none");
        assertProblem(
                pipeline(referenced("w", 6), form("w")),
                "wrong-input",
                1,
                "stage 'form' takes from 'w', which gives windows of samples; a form takes verdicts");
        assertProblem(
                pipeline(referenced("w", 6), ensemble("what"), form(null), reps("count", "form")),
                "wrong-input",
                3,
                "'form', which gives repetitions and their form");
    }

    @Test
    void the_windows_of_a_pipeline_have_one_reference() {
        assertProblem(
                pipeline(referenced("w", 6), referenced("v", 7)),
                "mixed-references",
                1,
                "windows 'w' and 'v' have different references");
        assertProblem(pipeline(window("w"), referenced("v", 7)), "mixed-references", 1, "'w' and 'v'");
        assertThat(StageGraph.problems(pipeline(referenced("w", 6), referenced("v", 6))))
                .isEmpty();
    }

    @Test
    void everything_that_is_wrong_is_found_at_once() {
        assertThat(StageGraph.problems(pipeline(window(null), infer("a", "x"), infer("b", "y"))))
                .extracting(GraphProblem::stageIndex)
                .containsExactly(1, 2);
    }

    @Test
    void any_graph_without_cycles_is_ordered_and_any_with_one_is_refused() {
        Random random = new Random(3);
        for (int round = 0; round < 2_000; round++) {
            int count = 1 + random.nextInt(12);
            List<StageConfiguration> stages = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int index = i;
                String[] inputs = IntStream.range(0, i)
                        .filter(other -> random.nextInt(3) == 0)
                        .mapToObj(other -> "s" + other)
                        .toArray(String[]::new);
                stages.add(
                        inputs.length == 0
                                ? new StageConfiguration.Infer("s" + index, "m", null, "w")
                                : ensemble("s" + index, inputs));
            }
            stages.add(window("w"));
            Collections.shuffle(stages, random);

            StageGraph graph = StageGraph.of(pipeline(stages));
            List<String> order = graph.order().stream().map(StageGraph.Node::id).toList();
            assertThat(order).doesNotHaveDuplicates().hasSameSizeAs(stages);
            for (StageGraph.Node node : graph.order()) {
                for (String input : node.inputs()) {
                    assertThat(order.indexOf(input)).isLessThan(order.indexOf(node.id()));
                }
            }

            StageGraph.Node last = graph.order().getLast();
            if (last.configuration() instanceof StageConfiguration.Ensemble) {
                closeCircle(stages, last, random);
                assertThat(StageGraph.problems(pipeline(stages)))
                        .extracting(GraphProblem::code)
                        .containsOnly("cyclic-stages");
            }
        }
    }

    /** Lets one of the stages that the last one takes from take from the last one. */
    private static void closeCircle(List<StageConfiguration> stages, StageGraph.Node last, Random random) {
        String input = last.inputs().get(random.nextInt(last.inputs().size()));
        stages.replaceAll(stage -> {
            if (!stage.id().equals(input)) {
                return stage;
            }
            List<String> inputs = new ArrayList<>(stage.inputs());
            inputs.add(last.id());
            return new StageConfiguration.Ensemble(input, "e", null, inputs);
        });
    }

    private static void assertProblem(PipelineConfiguration pipeline, String code, int stage, String words) {
        assertThat(StageGraph.problems(pipeline)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.stageIndex()).isEqualTo(stage);
            assertThat(problem.sentence()).contains(words);
        });
        assertThatThrownBy(() -> StageGraph.of(pipeline))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining(words);
    }

    private static PipelineConfiguration pipeline(StageConfiguration... stages) {
        return pipeline(Arrays.asList(stages));
    }

    private static PipelineConfiguration pipeline(List<StageConfiguration> stages) {
        return new PipelineConfiguration("lift", "bar-imu", stages);
    }

    private static StageConfiguration window(String id) {
        return new StageConfiguration.Window(id, Duration.ofSeconds(2), Duration.ofMillis(200), null);
    }

    private static StageConfiguration referenced(String id, int seconds) {
        return new StageConfiguration.Window(
                id, Duration.ofSeconds(2), Duration.ofMillis(200), null, Duration.ofSeconds(seconds));
    }

    private static StageConfiguration form(String verdict) {
        return new StageConfiguration.Form(null, verdict, null);
    }

    private static StageConfiguration infer(String id, String... input) {
        return new StageConfiguration.Infer(id, "m", null, input.length == 0 ? null : input[0]);
    }

    private static StageConfiguration ensemble(String id, String... inputs) {
        return new StageConfiguration.Ensemble(id, "exercise", null, List.of(inputs));
    }

    private static StageConfiguration reps(String id, String exercise) {
        return new StageConfiguration.Reps(id, exercise);
    }
}
