package dev.spotter.lifting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import dev.spotter.capture.Recording;
import dev.spotter.capture.RecordingFormat;
import dev.spotter.capture.Recordings;
import dev.spotter.capture.Resampler;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Exertion;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The public recordings of subjects A and C, with verdicts that are sure of the label. */
class RecordedSetsTest {
    private static final List<String> LABELS = List.of("bench", "squat", "dead", "ohp", "row", "rest");
    private static final int SAMPLES_PER_VERDICT = 10;
    private static final long PAUSE_NANOS = 10_000_000_000L;

    private static List<Recording> recordings;

    @BeforeAll
    static void read() {
        recordings = Recordings.open(RecordingFormat.METAMOTION, SharedFiles.data("barbell-metamotion"))
                .readAll();
    }

    @Test
    void every_recorded_set_is_one_set_with_a_count_that_an_honest_person_could_give() {
        int counted = 0;
        for (Recording recording : recordings) {
            if (recording.count().isEmpty()) {
                continue;
            }
            counted++;
            Heard heard = follow(recording);
            assertThat(heard.sets).as(recording.name()).hasSize(1);
            assertThat(recording.count().get().error(heard.sets.getFirst().repetitions()))
                    .as("%s: %d", recording.name(), heard.sets.getFirst().repetitions())
                    .isZero();
        }
        assertThat(counted).isGreaterThanOrEqualTo(39);
    }

    @Test
    void the_live_count_is_within_one_of_the_final_one() {
        for (Recording recording : recordings) {
            Heard heard = follow(recording);
            if (!heard.sets.isEmpty()) {
                int live = heard.states.get(heard.states.size() - 2).repetitions();
                assertThat(heard.sets.getFirst().repetitions() - live)
                        .as(recording.name())
                        .isBetween(0, 1);
            }
        }
    }

    @Test
    void none_of_the_lifts_fails_so_none_is_stuck_for_four_seconds() {
        for (Recording recording : recordings) {
            assertThat(follow(recording).longestStallSeconds())
                    .as(recording.name())
                    .isLessThan(2);
        }
    }

    @Test
    void hardly_any_of_these_sets_is_announced_to_fail_and_what_is_estimated_fits_what_the_lifter_said() {
        int announced = 0;
        int rated = 0;
        double errors = 0;
        for (Recording recording : recordings) {
            Heard heard = follow(recording);
            announced += heard.firstStrainNanos().isPresent() ? 1 : 0;
            String said = recording.attributes().get("rpe");
            if (said != null && heard.sets.getFirst().exertion() instanceof Exertion.Estimate estimate) {
                rated++;
                errors += Math.abs(Double.parseDouble(said) - estimate.rpe());
                assertThat(Math.abs(Double.parseDouble(said) - estimate.rpe()))
                        .as(recording.name())
                        .isLessThan(2 * estimate.uncertainty());
            }
        }
        assertThat(announced).isLessThanOrEqualTo(3);
        assertThat(rated).isGreaterThanOrEqualTo(10);
        assertThat(errors / rated).isLessThan(0.6);
    }

    @Test
    void recordings_one_behind_another_are_counted_as_each_alone() {
        Heard heard = new Heard();
        SetTracker tracker = new SetTracker(heard);
        long start = 0;
        int sets = 0;
        for (Recording recording : recordings) {
            if (recording.count().isEmpty()) {
                continue;
            }
            start = feed(tracker, recording, start) + PAUSE_NANOS;
            sets++;
        }
        tracker.endOfSource();
        assertThat(heard.sets).hasSize(sets);
        int set = 0;
        for (Recording recording : recordings) {
            if (recording.count().isPresent()) {
                int counted = heard.sets.get(set++).repetitions();
                assertThat(recording.count().get().error(counted))
                        .as("%s: %d", recording.name(), counted)
                        .isZero();
            }
        }
    }

    private static Heard follow(Recording recording) {
        Heard heard = new Heard();
        SetTracker tracker = new SetTracker(heard);
        feed(tracker, recording, 0);
        tracker.endOfSource();
        return heard;
    }

    /** Returns the time of the last sample. */
    private static long feed(SetTracker tracker, Recording recording, long startNanos) {
        float[] probabilities = new float[LABELS.size()];
        Arrays.fill(probabilities, 0.02f);
        probabilities[LABELS.indexOf(recording.label())] = 0.9f;
        Classification verdict = new Classification(LABELS, probabilities);
        long nanos = startNanos;
        Resampler samples = new Resampler(recording);
        for (int i = 1; samples.next(); i++) {
            nanos = startNanos + samples.nanos();
            tracker.acceptSample(nanos, samples.values());
            if (i % SAMPLES_PER_VERDICT == 0) {
                tracker.acceptVerdict(nanos, verdict);
            }
        }
        return nanos;
    }
}
