package dev.spotter.safety;

import java.util.List;
import java.util.Optional;

/** Where incidents are kept. What {@link #store} has taken is durable, and on its way to the back end. */
public interface IncidentStore {
    /** Keeps the incident as it is now; it throws where it cannot, and is then asked again. */
    void store(Incident incident);

    /** The incident as it was last kept. */
    Optional<Incident> find(String id);

    /** The newest incidents, newest first. */
    List<Incident> newest(int limit);
}
