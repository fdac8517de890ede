package dev.spotter.evaluation.bench;

/** One figure, and how it is measured. */
public interface Benchmark {
    /** As documented, dotted: {@code java-over-c.movenet}. */
    String id();

    /** What it measures, in a line. */
    String purpose();

    /**
     * Measures, on the calling thread.
     *
     * @throws BenchException where it cannot
     */
    Figure measure(BenchSettings settings);
}
