package dev.spotter.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.observation.Box;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Keypoints;
import dev.spotter.observation.Observation;
import dev.spotter.observation.Pose;
import dev.spotter.observation.Poses;
import dev.spotter.observation.TimeBase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The people of a minute, by the times of frames. */
class PeopleCountTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<Integer> people = new ArrayList<>();
    private final Summarizer summarizer = new Summarizer(
            station -> new TimeBase(0, Instant.parse("2026-11-23T10:00:00Z")),
            () -> new PipelineFigures.Figures(Map.of(), List.of()),
            new SummaryListener() {
                @Override
                public void minute(MinuteSummary summary) {
                    people.add(summary.people());
                }

                @Override
                public void state(StationState state) {}
            });

    @Test
    void of_each_station_the_most_that_one_stage_saw_at_once_counts_and_the_stations_are_summed() {
        see("door", "people", 0, things("person", "person", "dog"));
        see("door", "pose", 0, bodies(1));
        see("rack", "pose", 1, bodies(1));
        see("door", "people", 2, things("person"));
        see("door", "people", 60, things());
        assertThat(people).containsExactly(3);
    }

    @Test
    void who_lies_still_is_there_in_each_minute() {
        see("door", "pose", 0, bodies(1));
        for (int second = 1; second <= 180; second++) {
            summarizer.advanced("door", second * SECOND);
        }
        assertThat(people).containsExactly(1, 1, 1);
    }

    @Test
    void who_left_in_one_minute_is_not_there_in_the_next() {
        see("door", "pose", 0, bodies(2));
        see("door", "pose", 61, bodies(1));
        see("door", "pose", 121, bodies(0));
        assertThat(people).containsExactly(2, 1);
    }

    @Test
    void a_camera_that_gives_nothing_any_more_sees_nobody() {
        see("door", "pose", 0, bodies(1));
        summarizer.advanced("rack", 121 * SECOND);
        assertThat(people).containsExactly(1, 0);

        summarizer.unwatched("door");
        summarizer.advanced("door", 150 * SECOND);
        summarizer.advanced("door", 181 * SECOND);
        assertThat(people).containsExactly(1, 0, 0);
    }

    private void see(String station, String stage, int second, Finding finding) {
        summarizer.observed(new Observation(station, stage, second * SECOND, finding));
        summarizer.advanced(station, second * SECOND);
    }

    private static Poses bodies(int count) {
        return new Poses(Collections.nCopies(count, new Pose(0.9f, Box.WHOLE, Keypoints.NONE)));
    }

    private static Detections things(String... labels) {
        return new Detections(List.of(labels).stream()
                .map(label -> new Detection(label, 0.9f, Box.WHOLE, Keypoints.NONE))
                .toList());
    }
}
