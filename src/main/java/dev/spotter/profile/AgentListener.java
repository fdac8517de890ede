package dev.spotter.profile;

import dev.spotter.observation.Observation;
import dev.spotter.ota.device.UpdateStatus;
import dev.spotter.safety.Incident;
import dev.spotter.summary.MinuteSummary;

/** Hears what a running agent sees, for those who follow it on a terminal. Called on the agent's threads. */
public interface AgentListener {
    /** A stage of a pipeline found something. */
    default void observed(Observation observation) {}

    /** An incident changed. */
    default void incident(Incident incident) {}

    /** A minute is over. */
    default void minute(MinuteSummary summary) {}

    /** An update is in another state. */
    default void updated(UpdateStatus status) {}
}
