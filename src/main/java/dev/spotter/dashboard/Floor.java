package dev.spotter.dashboard;

import dev.spotter.safety.Incident;
import java.util.Optional;

/** What the dashboard reads of the running agent, and what it asks of it. */
public interface Floor {
    /** The floor as it is now. */
    LiveSnapshot snapshot();

    /**
     * Somebody takes an incident.
     *
     * @throws dev.spotter.safety.SafetyException {@code unknown-incident}
     */
    Incident acknowledge(String incident);

    /**
     * The snapshot of an incident, as JPEG.
     *
     * @throws NoPicture {@code no-snapshot}
     */
    byte[] incidentSnapshot(String incident);

    /**
     * What a camera sees now, as JPEG.
     *
     * @throws NoPicture {@code no-preview}, {@code no-frame}, or why it cannot be made
     */
    byte[] preview(String camera);

    /** The labelling of what is being recorded; empty where nothing is, or nobody labels it by hand. */
    Optional<Labelling> labelling();

    /** The device's updates. */
    Updates updates();
}
