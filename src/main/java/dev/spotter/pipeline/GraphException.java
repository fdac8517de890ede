package dev.spotter.pipeline;

import java.util.Objects;

/** A graph of stages that does not fit together. */
public final class GraphException extends RuntimeException {
    private final transient GraphProblem problem;

    public GraphException(GraphProblem problem) {
        super(Objects.requireNonNull(problem, "problem").sentence());
        this.problem = problem;
    }

    /** What is wrong, and at which stage. */
    public GraphProblem problem() {
        return problem;
    }

    /** The stable code of the problem. */
    public String code() {
        return problem.code();
    }
}
