package dev.spotter.evaluation.bench;

import java.util.List;

/** A figure, or some that belong together, and how they are measured. */
public interface Benchmark {
    /** As documented, dotted: {@code java-over-c.movenet}. */
    String id();

    /** What it measures, in a line. */
    String purpose();

    /**
     * Measures, on the calling thread.
     *
     * @return the figures; their names begin with the id
     * @throws BenchException where it cannot
     */
    List<Figure> measure(BenchSettings settings);
}
