package dev.spotter.profile;

import dev.spotter.dashboard.LiveSnapshot;
import dev.spotter.observation.Classification;
import dev.spotter.observation.LiftState;
import dev.spotter.observation.Observation;
import dev.spotter.observation.Strain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each station does now, for the page. */
final class StationBoard {
    private final Map<String, LiveSnapshot.Station> stations = new LinkedHashMap<>();

    StationBoard(List<String> names) {
        names.forEach(name -> stations.put(name, new LiveSnapshot.Station(name, "rest", 0, 0, false, false)));
    }

    synchronized void observed(Observation observation) {
        stations.computeIfPresent(observation.station(), (name, now) -> switch (observation.finding()) {
            case Classification verdict ->
                new LiveSnapshot.Station(
                        name, now.doing(), verdict.topProbability(), now.repetitions(), now.stalled(), now.straining());
            case LiftState state ->
                new LiveSnapshot.Station(
                        name,
                        state.exercise() == null ? "rest" : state.exercise(),
                        now.probability(),
                        state.repetitions(),
                        state.phase() == LiftState.Phase.STALLED,
                        now.straining());
            case Strain strain ->
                new LiveSnapshot.Station(
                        name, now.doing(), now.probability(), now.repetitions(), now.stalled(), strain.straining());
            default -> now;
        });
    }

    synchronized List<LiveSnapshot.Station> list() {
        return List.copyOf(stations.values());
    }
}
