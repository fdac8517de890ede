package dev.spotter.summary;

import dev.spotter.observation.Detections;
import dev.spotter.observation.Poses;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the people that cameras see: of each station the most that one of its stages saw at once in a minute. Where
 * cameras look at the same place, who is there counts for each of them. What was seen last holds while time goes on at
 * its station. Not thread-safe.
 */
final class PeopleCount {
    private static final String PERSON = "person";

    private final Map<String, Station> stations = new HashMap<>();

    /** Who is at one station. */
    private static final class Station {
        final Map<String, Integer> byStage = new HashMap<>();
        int now;

        // valid for a minute
        int most;

        void saw(String stage, int people) {
            Integer before = byStage.put(stage, people);
            if (before == null || before != people) {
                now = 0;
                byStage.values().forEach(seen -> now = Math.max(now, seen));
            }
        }
    }

    void saw(String station, String stage, Poses poses) {
        saw(station, stage, poses.poses().size());
    }

    void saw(String station, String stage, Detections detections) {
        int people = 0;
        for (int i = 0; i < detections.detections().size(); i++) {
            people += detections.detections().get(i).label().equals(PERSON) ? 1 : 0;
        }
        saw(station, stage, people);
    }

    private void saw(String station, String stage, int people) {
        stations.computeIfAbsent(station, _ -> new Station()).saw(stage, people);
    }

    /** Time has come on at a station, so whom it saw last was there in this minute. */
    void advanced(String station) {
        Station known = stations.get(station);
        if (known != null) {
            known.most = Math.max(known.most, known.now);
        }
    }

    /** Nobody watched a station for a while. */
    void unwatched(String station) {
        Station known = stations.get(station);
        if (known != null) {
            known.byStage.clear();
            known.now = 0;
        }
    }

    /** The people of the minute, all stations together; another minute begins. */
    int endMinute() {
        int sum = 0;
        for (Station station : stations.values()) {
            sum += station.most;
            station.most = 0;
        }
        return sum;
    }
}
