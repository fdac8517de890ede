package dev.spotter.dashboard;

import dev.spotter.safety.Incident;

/** What the dashboard reads of the running agent, and the one thing that it asks of it. */
public interface Floor {
    /** The floor as it is now. */
    LiveSnapshot snapshot();

    /**
     * Somebody takes an incident.
     *
     * @throws dev.spotter.safety.SafetyException {@code unknown-incident}
     */
    Incident acknowledge(String incident);
}
