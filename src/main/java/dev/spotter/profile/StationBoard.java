package dev.spotter.profile;

import dev.spotter.dashboard.LiveSnapshot;
import dev.spotter.observation.Classification;
import dev.spotter.observation.LiftState;
import dev.spotter.observation.Observation;
import dev.spotter.observation.RepetitionForm;
import dev.spotter.observation.Strain;
import dev.spotter.pipeline.ReferenceState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What each station does now, for the page. */
final class StationBoard {
    private final Map<String, LiveSnapshot.Station> stations = new LinkedHashMap<>();

    StationBoard(List<String> names) {
        change(names);
    }

    /** Other stations are watched: those that stay show what they do. */
    synchronized void change(List<String> names) {
        stations.keySet().retainAll(names);
        names.forEach(name -> stations.computeIfAbsent(name, LiveSnapshot.Station::resting));
    }

    synchronized void observed(Observation observation) {
        stations.computeIfPresent(observation.station(), (name, now) -> switch (observation.finding()) {
            case Classification verdict -> now.probability(verdict.topProbability());
            case LiftState state -> {
                boolean resting = state.exercise() == null;
                LiveSnapshot.Station lifting = now.lifting(
                        resting ? "rest" : state.exercise(),
                        state.repetitions(),
                        state.phase() == LiftState.Phase.STALLED);
                yield resting ? lifting.form(null) : lifting;
            }
            case Strain strain -> now.straining(strain.straining());
            case RepetitionForm repetition -> now.form(repetition.label().orElse(null));
            default -> now;
        });
    }

    /**
     * What each station does now.
     *
     * @param references how far those are with their reference that have one
     */
    synchronized List<LiveSnapshot.Station> list(Map<String, ReferenceState> references) {
        return stations.values().stream()
                .map(station -> Optional.ofNullable(references.get(station.name()))
                        .map(state -> station.reference(state.name().toLowerCase(Locale.ROOT)))
                        .orElse(station))
                .toList();
    }
}
