package dev.spotter.summary;

import dev.spotter.observation.Detection;
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

    /** Of each station, what each of its stages saw last. */
    private final Map<String, Map<String, Integer>> latest = new HashMap<>();

    // valid for a minute
    private final Map<String, Integer> most = new HashMap<>();

    void saw(String station, String stage, Poses poses) {
        saw(station, stage, poses.poses().size());
    }

    void saw(String station, String stage, Detections detections) {
        int people = 0;
        for (Detection detection : detections.detections()) {
            people += detection.label().equals(PERSON) ? 1 : 0;
        }
        saw(station, stage, people);
    }

    private void saw(String station, String stage, int people) {
        latest.computeIfAbsent(station, _ -> new HashMap<>()).put(stage, people);
    }

    /** Time has come on at a station, so whom it saw last was there in this minute. */
    void advanced(String station) {
        Map<String, Integer> stages = latest.get(station);
        if (stages != null) {
            for (Integer people : stages.values()) {
                most.merge(station, people, Math::max);
            }
        }
    }

    /** Nobody watched a station for a while. */
    void unwatched(String station) {
        latest.remove(station);
    }

    /** The people of the minute, all stations together; another minute begins. */
    int endMinute() {
        int sum = most.values().stream().mapToInt(Integer::intValue).sum();
        most.clear();
        return sum;
    }
}
