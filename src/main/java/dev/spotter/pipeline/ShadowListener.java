package dev.spotter.pipeline;

/** Takes comparisons, on the thread that runs the stages: who is slow here makes windows be dropped. */
@FunctionalInterface
public interface ShadowListener {
    /** Both looked at an input, and the models that ran before did not fail. */
    void compared(Comparison comparison);
}
