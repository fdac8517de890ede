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

/**
 * The stages of a pipeline in an order in which each comes after those that it takes from: the order in which they are
 * written, but that a stage which an earlier one takes from is brought forward to it.
 */
public final class StageGraph {
    /**
     * A stage in its place.
     *
     * @param configuration the stage
     * @param inputs the identifiers of the stages that it takes from, filled in where the profile does not say
     * @param window the identifier of the window whose steps it follows; a window's own
     */
    public record Node(StageConfiguration configuration, List<String> inputs, String window) {
        public Node {
            inputs = List.copyOf(inputs);
        }

        /** The identifier of the stage. */
        public String id() {
            return configuration.id();
        }
    }

    private final List<Node> order;

    private StageGraph(List<Node> order) {
        this.order = List.copyOf(order);
    }

    /**
     * Orders the stages of a pipeline.
     *
     * @throws GraphException for the first of {@link #problems}
     */
    public static StageGraph of(PipelineConfiguration pipeline) {
        Reader reader = new Reader(pipeline);
        List<Node> order = reader.read();
        if (!reader.problems.isEmpty()) {
            throw new GraphException(reader.problems.getFirst());
        }
        return new StageGraph(order);
    }

    /** All that is wrong with the stages of a pipeline; empty where they fit together. */
    public static List<GraphProblem> problems(PipelineConfiguration pipeline) {
        Reader reader = new Reader(pipeline);
        reader.read();
        return List.copyOf(reader.problems);
    }

    /** The stages, each after those that it takes from. */
    public List<Node> order() {
        return order;
    }

    /** Reads one pipeline and collects what is wrong; each check runs where those before it found nothing. */
    private static final class Reader {
        private final String pipeline;
        private final List<StageConfiguration> stages;
        private final List<GraphProblem> problems = new ArrayList<>();
        private final Map<String, Integer> indexes = new LinkedHashMap<>();
        private final Map<String, List<String>> inputs = new HashMap<>();

        Reader(PipelineConfiguration pipeline) {
            this.pipeline = pipeline.name();
            this.stages = pipeline.stages();
        }

        List<Node> read() {
            findNames();
            if (problems.isEmpty()) {
                findInputs();
            }
            List<String> order = problems.isEmpty() ? sort() : List.of();
            if (problems.isEmpty()) {
                checkFlows();
            }
            List<Node> nodes = problems.isEmpty() ? nodes(order) : List.of();
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

        private String ordinal(int index) {
            return "%s at place %d".formatted(stages.get(index).kind(), index + 1);
        }

        private void findInputs() {
            for (int i = 0; i < stages.size(); i++) {
                StageConfiguration stage = stages.get(i);
                List<String> given = stage.inputs();
                if (given.isEmpty() && !StageFlow.taken(stage).isEmpty()) {
                    given = nearestBefore(i);
                }
                for (String input : new LinkedHashSet<>(given)) {
                    if (!indexes.containsKey(input)) {
                        report(
                                "unknown-stage",
                                i,
                                "stage '%s' takes from '%s', but there is no stage of that name; there are %s"
                                        .formatted(stage.id(), input, quoted(indexes.keySet())));
                    }
                }
                if (new HashSet<>(given).size() < given.size()) {
                    report("wrong-input", i, "stage '%s' takes from a stage twice".formatted(stage.id()));
                }
                inputs.put(stage.id(), given);
            }
        }

        private List<String> nearestBefore(int index) {
            StageFlow wanted = StageFlow.takenByDefault(stages.get(index));
            for (int i = index - 1; i >= 0; i--) {
                if (StageFlow.given(stages.get(i)) == wanted) {
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
                String cycle =
                        path.stream().dropWhile(other -> !other.equals(id)).collect(Collectors.joining(" -> "));
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
                Set<StageFlow> taken = StageFlow.taken(stage);
                Set<StageFlow> given = new LinkedHashSet<>();
                for (String input : inputs.get(stage.id())) {
                    StageFlow flow = StageFlow.given(stages.get(indexes.get(input)));
                    given.add(flow);
                    if (!taken.contains(flow)) {
                        report(
                                "wrong-input",
                                i,
                                "stage '%s' takes from '%s', which gives %s; %s takes %s"
                                        .formatted(stage.id(), input, flow.words(), article(stage), words(taken)));
                    }
                }
                long windows = inputs.get(stage.id()).stream()
                        .filter(input -> StageFlow.given(stages.get(indexes.get(input))) == StageFlow.SAMPLES)
                        .count();
                if (given.size() > 1 || windows > 1) {
                    report(
                            "wrong-input",
                            i,
                            "stage '%s' takes from %s; an ensemble takes from one window, or from verdicts only"
                                    .formatted(stage.id(), quoted(inputs.get(stage.id()))));
                }
            }
        }

        private List<Node> nodes(List<String> order) {
            Map<String, String> windows = new HashMap<>();
            List<Node> nodes = new ArrayList<>();
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
                String window = followed.isEmpty() ? id : followed.iterator().next();
                windows.put(id, window);
                nodes.add(new Node(stages.get(index), inputs.get(id), window));
            }
            return nodes;
        }

        /** One reference a pipeline: its samples are held back from all stages until it is taken. */
        private void checkReferences(List<Node> nodes) {
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
            for (Node node : nodes) {
                if (node.configuration() instanceof StageConfiguration.Form
                        && first != null
                        && first.reference() == null) {
                    report(
                            "missing-reference",
                            indexes.get(node.id()),
                            "stage '%s' finds repetitions by how they differ from a reference, but window '%s' has none; write 'reference: 6' there"
                                    .formatted(node.id(), node.window()));
                }
            }
        }

        private void report(String code, int index, String sentence) {
            problems.add(new GraphProblem(code, index, "pipeline '%s': %s".formatted(pipeline, sentence)));
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
}
