package dev.spotter.safety;

/** Hears of each change in the life of an incident, on the thread that found it; must be quick. */
@FunctionalInterface
public interface IncidentListener {
    void changed(Incident incident);
}
