package dev.spotter.profile;

import dev.spotter.observation.Observation;
import dev.spotter.pipeline.ObservationListener;
import dev.spotter.safety.SafetyMonitor;
import dev.spotter.summary.Summarizer;

/** Takes what a pipeline observes to those who make something of it: safety work goes first. */
record Dispatch(
        SafetyMonitor safety, Summarizer summarizer, StationBoard board, CameraBoard cameras, AgentListener listener)
        implements ObservationListener {
    @Override
    public void observed(Observation observation) {
        safety.observed(observation);
        summarizer.observed(observation);
        board.observed(observation);
        cameras.observed(observation);
        listener.observed(observation);
    }

    @Override
    public void advanced(String station, long timeNanos) {
        safety.advanced(station, timeNanos);
        summarizer.advanced(station, timeNanos);
    }

    @Override
    public void gap(String station, long fromNanos, long toNanos) {
        safety.unwatched(station);
        summarizer.unwatched(station);
        cameras.unwatched(station);
    }
}
