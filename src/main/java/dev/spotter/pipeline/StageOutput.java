package dev.spotter.pipeline;

import dev.spotter.observation.Finding;
import dev.spotter.observation.Observation;
import java.util.List;
import java.util.Map;

/** Gives the findings of a pipeline to its listener, and keeps the listener's failures from the stages. */
final class StageOutput {
    private final String station;
    private final ObservationListener listener;

    private boolean failedSinceAdvance;
    private volatile String problem;

    StageOutput(String station, ObservationListener listener) {
        this.station = station;
        this.listener = listener;
    }

    void observed(String stage, long timeNanos, Finding finding) {
        Observation observation = new Observation(station, stage, timeNanos, finding);
        try {
            listener.observed(observation);
        } catch (RuntimeException failure) {
            failed(failure);
        }
    }

    void memberSaid(String stage, String member, long timeNanos, List<String> labels, float[] probabilities) {
        try {
            listener.memberSaid(station, stage, member, timeNanos, labels, probabilities);
        } catch (RuntimeException failure) {
            failed(failure);
        }
    }

    void advanced(long timeNanos) {
        try {
            listener.advanced(station, timeNanos);
        } catch (RuntimeException failure) {
            failed(failure);
        }
        if (!failedSinceAdvance && problem != null) {
            problem = null;
        }
        failedSinceAdvance = false;
    }

    void gap(long fromNanos, long toNanos) {
        try {
            listener.gap(station, fromNanos, toNanos);
        } catch (RuntimeException failure) {
            failed(failure);
        }
    }

    /** {@code listener-failed} until a whole step went well again. */
    Map<String, String> problems() {
        String sentence = problem;
        return sentence == null ? Map.of() : Map.of("listener-failed", sentence);
    }

    private void failed(RuntimeException failure) {
        failedSinceAdvance = true;
        problem = "what pipeline '%s' finds is not taken: %s".formatted(station, failure);
    }
}
