package dev.spotter.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.observation.Classification;
import dev.spotter.observation.Exertion;
import dev.spotter.observation.LiftSet;
import dev.spotter.observation.LiftState;
import dev.spotter.observation.LiftState.Phase;
import dev.spotter.observation.Observation;
import dev.spotter.observation.RepetitionForm;
import dev.spotter.observation.Strain;
import dev.spotter.observation.TimeBase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummarizerTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final List<MinuteSummary> minutes = new ArrayList<>();
    private final List<StationState> states = new ArrayList<>();
    private final Summarizer summarizer = new Summarizer(
            station -> new TimeBase(0, START),
            () -> new PipelineFigures.Figures(
                    Map.of("cnn", new MinuteSummary.ModelLatency("1.0.0", 0.1, 0.2)), List.of()),
            new SummaryListener() {
                @Override
                public void minute(MinuteSummary summary) {
                    minutes.add(summary);
                }

                @Override
                public void state(StationState state) {
                    states.add(state);
                }
            });

    @Test
    void a_set_is_told_in_the_minute_in_which_it_ended() {
        summarizer.advanced("rack-1", 0);
        summarizer.observed(new Observation(
                "rack-1",
                "count",
                70 * SECOND,
                new LiftSet("squat", 5, 40 * SECOND, 69 * SECOND, 0.9f, new Exertion.Estimate(8.123, 0.94, 0.3))));
        summarizer.advanced("rack-2", 120 * SECOND);
        assertThat(minutes).hasSize(2);
        assertThat(minutes.get(0).sets()).isEmpty();
        MinuteSummary.SetSummary set = minutes.get(1).sets().getFirst();
        assertThat(set.repetitions()).isEqualTo(5);
        assertThat(set.start()).isEqualTo(START.plusSeconds(40));
        assertThat(set.rpe()).isEqualTo(8.1);
        assertThat(set.rpeUncertainty()).isEqualTo(0.9);
        assertThat(set.rpeAbsent()).isNull();
        assertThat(minutes.get(1).models()).containsKey("cnn");
    }

    @Test
    void the_minute_under_way_is_told_when_the_agent_stops() {
        summarizer.advanced("rack-1", 0);
        summarizer.observed(new Observation(
                "rack-1",
                "count",
                10 * SECOND,
                new LiftSet("squat", 5, 0, 9 * SECOND, 0.9f, Exertion.Absent.SIGNAL_INCOMPLETE)));
        summarizer.advanced("rack-1", 11 * SECOND);
        summarizer.close();
        assertThat(minutes).hasSize(1);
        assertThat(minutes.getFirst().to()).isEqualTo(START.plusSeconds(11));
        assertThat(minutes.getFirst().sets()).hasSize(1);
        MinuteSummary.SetSummary set = minutes.getFirst().sets().getFirst();
        assertThat(set.rpe()).isNull();
        assertThat(set.rpeAbsent()).isEqualTo("signal-incomplete");
    }

    @Test
    void a_station_is_told_only_when_it_changes() {
        lift(Phase.READY, 2);
        lift(Phase.MOVING, 2);
        lift(Phase.MOVING, 3);
        strain(true);
        lift(Phase.STALLED, 3);
        strain(false);
        summarizer.observed(new Observation("rack-1", "count", SECOND, new LiftState(Phase.RESTING, null, 0, 0)));
        assertThat(states)
                .containsExactly(
                        new StationState("rack-1", 1, "squat", 2, false, false, null),
                        new StationState("rack-1", 1, "squat", 3, false, false, null),
                        new StationState("rack-1", 1, "squat", 3, false, true, null),
                        new StationState("rack-1", 1, "squat", 3, true, true, null),
                        new StationState("rack-1", 1, "squat", 3, true, false, null),
                        new StationState("rack-1", 0, "rest", 0, false, false, null));
    }

    @Test
    void the_form_of_a_sets_repetitions_is_in_its_state_and_counted_in_its_summary() {
        lift(Phase.MOVING, 0);
        form(1, Optional.empty());
        form(2, Optional.of("A"));
        form(3, Optional.of("D"));
        form(4, Optional.of("A"));
        assertThat(states).extracting(StationState::form).containsExactly(null, "A", "D", "A");
        end("squat", 4);
        summarizer.observed(new Observation("rack-1", "count", SECOND, new LiftState(Phase.RESTING, null, 0, 0)));
        assertThat(states.getLast().form()).isNull();
        lift(Phase.MOVING, 0);
        form(1, Optional.of("B"));
        end("squat", 1);
        summarizer.close();
        assertThat(minutes.getFirst().sets())
                .extracting(MinuteSummary.SetSummary::forms)
                .containsExactly(Map.of("A", 2, "D", 1), Map.of("B", 1));
    }

    @Test
    void a_set_whose_form_nobody_judged_has_none() {
        lift(Phase.MOVING, 0);
        end("squat", 3);
        summarizer.close();
        assertThat(minutes.getFirst().sets().getFirst().forms()).isNull();
    }

    private void form(int number, Optional<String> label) {
        Optional<Classification> form =
                label.map(name -> new Classification(List.of(name, "other"), new float[] {0.8f, 0.2f}));
        summarizer.observed(
                new Observation("rack-1", "form", SECOND, new RepetitionForm("squat", number, 0, SECOND, form)));
    }

    private void end(String exercise, int repetitions) {
        summarizer.observed(new Observation(
                "rack-1",
                "form",
                2 * SECOND,
                new LiftSet(exercise, repetitions, 0, SECOND, 1, Exertion.Absent.VELOCITY_UNKNOWN)));
    }

    private void lift(Phase phase, int repetitions) {
        summarizer.observed(new Observation("rack-1", "count", SECOND, new LiftState(phase, "squat", repetitions, 0)));
    }

    private void strain(boolean straining) {
        summarizer.observed(new Observation(
                "rack-1", "count", SECOND, new Strain(straining, "squat", 4, Strain.Sign.SLOW_REPETITION, 0)));
    }
}
