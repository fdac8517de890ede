package dev.spotter.safety;

import dev.spotter.observation.Observation;
import java.util.List;
import java.util.OptionalDouble;

/** Knows which source, model and version stand behind an observation. */
@FunctionalInterface
public interface EvidenceSource {
    List<Incident.Evidence> behind(Observation observation, OptionalDouble score);
}
