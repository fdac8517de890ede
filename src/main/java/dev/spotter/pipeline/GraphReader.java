package dev.spotter.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads one pipeline and collects what is wrong; each check runs where those before it found nothing. */
final class GraphReader {
    private final PipelineConfiguration pipeline;
    private final List<StageConfiguration> stages;
    private final PipelineConfiguration.Given given;
    private final List<GraphProblem> problems = new ArrayList<>();
    private final Map<String, Integer> indexes = new LinkedHashMap<>();
    private final Map<String, List<String>> inputs = new HashMap<>();

    GraphReader(PipelineConfiguration pipeline) {
        this.pipeline = pipeline;
        this.stages = pipeline.stages();
        this.given = pipeline.given();
    }

    List<StageGraph.Node> read() {
        findNames();
        if (problems.isEmpty()) {
            checkSource();
        }
        if (problems.isEmpty()) {
            findInputs();
        }
        List<String> order = problems.isEmpty() ? sort() : List.of();
        if (problems.isEmpty()) {
            checkFlows();
        }
        List<StageGraph.Node> nodes = problems.isEmpty() ? nodes(order) : List.of();
        if (problems.isEmpty()) {
            checkReferences(nodes);
        }
        return problems.isEmpty() ? nodes : List.of();
    }

    private void findNames() {
        for (int i = 0; i < stages.size(); i++) {
            Integer other = indexes.putIfAbsent(stages.get(i).id(), i);
            if (other != null) {
                report(
                        "duplicate-stage",
                        i,
                        "the %s and the %s are both called '%s'; give one of them an id of its own"
                                .formatted(
                                        ordinal(other),
                                        ordinal(i),
                                        stages.get(i).id()));
            }
        }
    }

    /** What is for samples only, or for frames only. */
    private void checkSource() {
        for (int i = 0; i < stages.size(); i++) {
            StageConfiguration stage = stages.get(i);
            if (given == PipelineConfiguration.Given.FRAMES && !StageFlow.ofFrames(stage)) {
                report(
                        "wrong-source",
                        i,
                        "stage '%s' is %s and looks at samples, but source '%s' gives frames; over those there are infer and ensemble"
                                .formatted(stage.id(), article(stage), pipeline.source()));
            }
            if (stage instanceof StageConfiguration.Infer infer && infer.crops() > 0) {
                if (given == PipelineConfiguration.Given.SAMPLES) {
                    report(
                            "wrong-source",
                            i,
                            "stage '%s' has 'crops', which are parts of frames, but source '%s' gives samples"
                                    .formatted(stage.id(), pipeline.source()));
                } else if (infer.input() == null) {
                    report(
                            "missing-input",
                            i,
                            "stage '%s' has 'crops', but no 'input': name the stage that detects what is cut out"
                                    .formatted(stage.id()));
                }
            }
        }
    }

    private String ordinal(int index) {
        return "%s at place %d".formatted(stages.get(index).kind(), index + 1);
    }

    private void findInputs() {
        for (int i = 0; i < stages.size(); i++) {
            StageConfiguration stage = stages.get(i);
            List<String> taken = stage.inputs();
            if (taken.isEmpty() && StageFlow.needsStage(stage, given)) {
                taken = nearestBefore(i);
            }
            for (String input : new LinkedHashSet<>(taken)) {
                if (!indexes.containsKey(input)) {
                    report(
                            "unknown-stage",
                            i,
                            "stage '%s' takes from '%s', but there is no stage of that name; there are %s"
                                    .formatted(stage.id(), input, quoted(indexes.keySet())));
                }
            }
            if (new HashSet<>(taken).size() < taken.size()) {
                report("wrong-input", i, "stage '%s' takes from a stage twice".formatted(stage.id()));
            }
            inputs.put(stage.id(), taken);
        }
    }

    private List<String> nearestBefore(int index) {
        if (given == PipelineConfiguration.Given.FRAMES) {
            report(
                    "missing-input",
                    index,
                    "stage '%s' is an ensemble over frames: name in 'input' the stages that run its members"
                            .formatted(stages.get(index).id()));
            return List.of();
        }
        StageFlow wanted = StageFlow.takenByDefault(stages.get(index));
        for (int i = index - 1; i >= 0; i--) {
            if (StageFlow.given(stages.get(i), given) == wanted) {
                return List.of(stages.get(i).id());
            }
        }
        report(
                "missing-input",
                index,
                "stage '%s' needs %s, but no stage before it gives any"
                        .formatted(stages.get(index).id(), wanted.words()));
        return List.of();
    }

    /** Depth first, in the order of writing; a stage met again on the way down closes a cycle. */
    private List<String> sort() {
        Set<String> done = new LinkedHashSet<>();
        Set<String> path = new LinkedHashSet<>();
        for (String id : indexes.keySet()) {
            visit(id, path, done);
        }
        return List.copyOf(done);
    }

    private void visit(String id, Set<String> path, Set<String> done) {
        if (done.contains(id)) {
            return;
        }
        if (!path.add(id)) {
            String cycle = path.stream().dropWhile(other -> !other.equals(id)).collect(Collectors.joining(" -> "));
            report("cyclic-stages", indexes.get(id), "stages wait for each other: %s -> %s".formatted(cycle, id));
            return;
        }
        for (String input : inputs.get(id)) {
            visit(input, path, done);
        }
        path.remove(id);
        done.add(id);
    }

    private void checkFlows() {
        for (int i = 0; i < stages.size(); i++) {
            StageConfiguration stage = stages.get(i);
            Set<StageFlow> taken = StageFlow.taken(stage, given);
            Set<StageFlow> flows = new LinkedHashSet<>();
            for (String input : inputs.get(stage.id())) {
                StageFlow flow = StageFlow.given(stages.get(indexes.get(input)), given);
                flows.add(flow);
                if (!taken.contains(flow)) {
                    report(
                            "wrong-input",
                            i,
                            "stage '%s' takes from '%s', which gives %s; %s takes %s"
                                    .formatted(stage.id(), input, flow.words(), article(stage), words(taken)));
                }
            }
            long windows = inputs.get(stage.id()).stream()
                    .filter(input -> StageFlow.given(stages.get(indexes.get(input)), given) == StageFlow.SAMPLES)
                    .count();
            if (flows.size() > 1 || windows > 1) {
                report(
                        "wrong-input",
                        i,
                        "stage '%s' takes from %s; an ensemble takes from one window, or from verdicts only"
                                .formatted(stage.id(), quoted(inputs.get(stage.id()))));
            }
        }
    }

    private List<StageGraph.Node> nodes(List<String> order) {
        Map<String, String> windows = new HashMap<>();
        List<StageGraph.Node> nodes = new ArrayList<>();
        for (String id : order) {
            int index = indexes.get(id);
            Set<String> followed =
                    inputs.get(id).stream().map(windows::get).collect(Collectors.toCollection(LinkedHashSet::new));
            if (followed.size() > 1) {
                report(
                        "mixed-windows",
                        index,
                        "stage '%s' takes from stages that follow different windows, %s; let them follow one"
                                .formatted(id, quoted(followed)));
            }
            String window = followed.isEmpty() ? first(id) : followed.iterator().next();
            windows.put(id, window);
            nodes.add(new StageGraph.Node(stages.get(index), inputs.get(id), window));
        }
        return nodes;
    }

    /** What a stage follows that takes from no other: itself, or the frames. */
    private String first(String id) {
        return given == PipelineConfiguration.Given.FRAMES ? pipeline.source() : id;
    }

    /** One reference a pipeline: its samples are held back from all stages until it is taken. */
    private void checkReferences(List<StageGraph.Node> nodes) {
        StageConfiguration.Window first = null;
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i) instanceof StageConfiguration.Window window) {
                first = first == null ? window : first;
                if (!Objects.equals(window.reference(), first.reference())) {
                    report(
                            "mixed-references",
                            i,
                            "windows '%s' and '%s' have different references; give both the same, or a pipeline each"
                                    .formatted(first.id(), window.id()));
                }
            }
        }
        for (StageGraph.Node node : nodes) {
            if (node.configuration() instanceof StageConfiguration.Form && first != null && first.reference() == null) {
                report(
                        "missing-reference",
                        indexes.get(node.id()),
                        "stage '%s' finds repetitions by how they differ from a reference, but window '%s' has none; write 'reference: 6' there"
                                .formatted(node.id(), node.window()));
            }
        }
    }

    List<GraphProblem> problems() {
        return List.copyOf(problems);
    }

    private void report(String code, int index, String sentence) {
        problems.add(new GraphProblem(code, index, "pipeline '%s': %s".formatted(pipeline.name(), sentence)));
    }

    private static String article(StageConfiguration stage) {
        return switch (stage) {
            case StageConfiguration.Infer _, StageConfiguration.Ensemble _ -> "an " + stage.kind();
            case StageConfiguration.Window _, StageConfiguration.Reps _, StageConfiguration.Form _ ->
                "a " + stage.kind();
        };
    }

    private static String words(Set<StageFlow> flows) {
        return flows.stream().sorted().map(StageFlow::words).collect(Collectors.joining(" or "));
    }

    private static String quoted(Iterable<String> names) {
        return "'" + String.join("', '", names) + "'";
    }
}
