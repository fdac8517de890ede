package dev.spotter.pipeline;

import java.util.List;

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
     * @param window the identifier of the window whose steps it follows, a window's own; over frames the source
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
        GraphReader reader = new GraphReader(pipeline);
        List<Node> order = reader.read();
        if (!reader.problems().isEmpty()) {
            throw new GraphException(reader.problems().getFirst());
        }
        return new StageGraph(order);
    }

    /** All that is wrong with the stages of a pipeline; empty where they fit together. */
    public static List<GraphProblem> problems(PipelineConfiguration pipeline) {
        GraphReader reader = new GraphReader(pipeline);
        reader.read();
        return reader.problems();
    }

    /** Without the stages that gather over time, which no other stage takes from. */
    StageGraph ofModels() {
        return new StageGraph(order.stream()
                .filter(node -> switch (node.configuration()) {
                    case StageConfiguration.Window _, StageConfiguration.Infer _, StageConfiguration.Ensemble _ -> true;
                    case StageConfiguration.Reps _, StageConfiguration.Form _ -> false;
                })
                .toList());
    }

    /** The stages, each after those that it takes from. */
    public List<Node> order() {
        return order;
    }
}
