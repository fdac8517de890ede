package dev.spotter.evaluation.bench;

import dev.spotter.observation.Observation;
import dev.spotter.pipeline.ObservationListener;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what pipelines find.
 *
 * @param count of all pipelines so far
 */
record CountedObservations(AtomicLong count) implements ObservationListener {
    CountedObservations() {
        this(new AtomicLong());
    }

    @Override
    public void observed(Observation observation) {
        count.incrementAndGet();
    }

    @Override
    public void advanced(String station, long timeNanos) {}
}
