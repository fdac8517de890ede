package dev.spotter.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.observation.Classification;
import dev.spotter.observation.LiftState;
import dev.spotter.observation.LiftState.Phase;
import dev.spotter.observation.Observation;
import dev.spotter.observation.TimeBase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Time is the observations' own here, so nothing waits. Locks down when an incident begins, ends and is kept. */
class SafetyMonitorTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final SafetyRule FAILED_LIFT = new SafetyRule(
            "failed-lift",
            Condition.of("lift stalled"),
            Duration.ofSeconds(4),
            Duration.ofSeconds(2),
            Severity.CRITICAL);

    private static final Set<String> RACK = Set.of("rack-1");

    private final List<Incident> alarms = new ArrayList<>();
    private final MemoryStore store = new MemoryStore();
    private final SafetyMonitor monitor = monitor(FAILED_LIFT);

    private static final class MemoryStore implements IncidentStore {
        final Map<String, Incident> kept = new LinkedHashMap<>();
        boolean full;

        @Override
        public void store(Incident incident) {
            if (full) {
                throw new IllegalStateException("disk full");
            }
            kept.put(incident.id(), incident);
        }

        @Override
        public Optional<Incident> find(String id) {
            return Optional.ofNullable(kept.get(id));
        }

        @Override
        public List<Incident> newest(int limit) {
            return List.copyOf(kept.values());
        }
    }

    private SafetyMonitor monitor(SafetyRule rule) {
        return new SafetyMonitor(
                List.of(rule),
                station -> new TimeBase(0, START),
                Clock.fixed(START.plusSeconds(99), ZoneOffset.UTC),
                (observation, score) -> List.of(new Incident.Evidence("imu-1", "exercise", "1.0.0", null)),
                alarms::add,
                store);
    }

    @Test
    void a_stall_that_lasts_raises_one_incident_with_the_times_of_event_and_detection() {
        lift(Phase.STALLED, 10);
        monitor.advanced("rack-1", 13 * SECOND);
        assertThat(alarms).isEmpty();

        monitor.advanced("rack-1", 14 * SECOND);
        monitor.advanced("rack-1", 15 * SECOND);
        assertThat(alarms).hasSize(1);
        Incident kept = store.kept.values().iterator().next();
        assertThat(kept.state()).isEqualTo(Incident.State.raised);
        assertThat(kept.place()).isEqualTo("rack-1");
        assertThat(kept.eventTime()).isEqualTo(START.plusSeconds(10));
        assertThat(kept.detectedTime()).isEqualTo(START.plusSeconds(14));
        assertThat(kept.alarmTime()).isEqualTo(START.plusSeconds(99));
        assertThat(kept.detail()).contains("squat", "repetition 4");
        assertThat(kept.evidence()).hasSize(1);
    }

    @Test
    void a_stall_that_is_overcome_in_time_raises_nothing() {
        lift(Phase.STALLED, 10);
        lift(Phase.MOVING, 13);
        monitor.advanced("rack-1", 20 * SECOND);
        assertThat(alarms).isEmpty();
    }

    @Test
    void it_clears_only_after_the_stall_has_been_over_for_a_while() {
        lift(Phase.STALLED, 10);
        lift(Phase.STALLED, 15);
        lift(Phase.RESTING, 16);
        lift(Phase.STALLED, 17);
        lift(Phase.RESTING, 18);
        monitor.advanced("rack-1", 19 * SECOND);
        assertThat(alarms).hasSize(1);

        monitor.advanced("rack-1", 20 * SECOND);
        assertThat(alarms).hasSize(2);
        assertThat(alarms.getLast().state()).isEqualTo(Incident.State.cleared);
        assertThat(alarms.getLast().clearedTime()).isEqualTo(START.plusSeconds(20));
        assertThat(monitor.open()).isEmpty();
    }

    @Test
    void stations_do_not_disturb_one_another() {
        lift(Phase.STALLED, 10);
        monitor.observed(new Observation("rack-2", "count", 11 * SECOND, state(Phase.MOVING, 11)));
        monitor.advanced("rack-2", 60 * SECOND);
        assertThat(alarms).isEmpty();
        monitor.advanced("rack-1", 14 * SECOND);
        assertThat(alarms).hasSize(1);
    }

    @Test
    void a_full_disk_delays_no_alarm_and_loses_no_incident() {
        store.full = true;
        lift(Phase.STALLED, 10);
        monitor.advanced("rack-1", 14 * SECOND);
        assertThat(alarms).hasSize(1);
        assertThat(monitor.problems()).containsKey("incident-not-stored");

        store.full = false;
        monitor.advanced("rack-1", 15 * SECOND);
        assertThat(store.kept).hasSize(1);
        assertThat(monitor.problems()).isEmpty();
    }

    @Test
    void acknowledging_is_told_and_kept_and_an_unknown_incident_has_a_code() {
        lift(Phase.STALLED, 10);
        monitor.advanced("rack-1", 14 * SECOND);
        String id = alarms.getFirst().id();
        assertThat(monitor.acknowledge(id).acknowledged()).isTrue();
        assertThat(store.kept.get(id).acknowledged()).isTrue();
        assertThat(alarms.getLast().state()).isEqualTo(Incident.State.updated);
        assertThatThrownBy(() -> monitor.acknowledge("nobody"))
                .isInstanceOfSatisfying(
                        SafetyException.class, e -> assertThat(e.code()).isEqualTo("unknown-incident"));
    }

    @Test
    void what_was_open_before_a_restart_goes_on_and_then_clears() {
        lift(Phase.STALLED, 10);
        monitor.advanced("rack-1", 14 * SECOND);
        Incident before = store.kept.values().iterator().next();
        alarms.clear();

        SafetyMonitor restarted = monitor(FAILED_LIFT);
        restarted.resume(List.of(before), RACK);
        assertThat(alarms).containsExactly(before);
        restarted.advanced("rack-1", 100 * SECOND);
        restarted.advanced("rack-1", 101 * SECOND);
        assertThat(alarms).hasSize(1);
        restarted.advanced("rack-1", 102 * SECOND);
        assertThat(alarms.getLast().state()).isEqualTo(Incident.State.cleared);
        assertThat(alarms.getLast().id()).isEqualTo(before.id());
    }

    @Test
    void what_had_cleared_before_a_restart_still_reaches_the_outputs_and_is_not_open() {
        lift(Phase.STALLED, 10);
        lift(Phase.STALLED, 14);
        lift(Phase.RESTING, 15);
        monitor.advanced("rack-1", 20 * SECOND);
        Incident cleared = store.kept.values().iterator().next();
        alarms.clear();

        SafetyMonitor restarted = monitor(FAILED_LIFT);
        restarted.resume(List.of(cleared), RACK);
        assertThat(alarms).containsExactly(cleared);
        assertThat(restarted.open()).isEmpty();
    }

    @Test
    void a_stall_under_way_is_raised_by_a_rule_that_has_changed_since_it_began() {
        lift(Phase.STALLED, 10);
        monitor.change(List.of(rule("failed-lift", "lift stalled", 6), rule("other", "what.rest > 0.5", 0)), RACK);
        monitor.advanced("rack-1", 15 * SECOND);
        assertThat(alarms).isEmpty();
        monitor.advanced("rack-1", 16 * SECOND);
        assertThat(alarms).extracting(Incident::rule).containsExactly("failed-lift");
    }

    @Test
    void what_is_open_stays_open_when_rules_change_and_is_cleared_by_the_new_rule_or_with_the_rule() {
        lift(Phase.STALLED, 10);
        monitor.advanced("rack-1", 14 * SECOND);
        monitor.change(List.of(FAILED_LIFT, rule("other", "what.rest > 0.5", 0)), RACK);
        monitor.advanced("rack-1", 30 * SECOND);
        monitor.change(List.of(rule("failed-lift", "lift straining", 4)), RACK);
        monitor.advanced("rack-1", 90 * SECOND);
        assertThat(alarms).as("nothing is said of straining yet").hasSize(1);
        assertThat(monitor.open()).hasSize(1);

        monitor.change(List.of(rule("other", "what.rest > 0.5", 0)), RACK);
        assertThat(alarms).hasSize(2).last().satisfies(cleared -> {
            assertThat(cleared.state()).isEqualTo(Incident.State.cleared);
            assertThat(cleared.rule()).isEqualTo("failed-lift");
        });
        assertThat(monitor.open()).isEmpty();
        assertThat(store.kept.values()).extracting(Incident::state).containsExactly(Incident.State.cleared);
    }

    @Test
    void what_was_open_before_a_restart_is_cleared_where_its_rule_or_station_is_gone() {
        lift(Phase.STALLED, 10);
        monitor.advanced("rack-1", 14 * SECOND);
        Incident before = store.kept.values().iterator().next();
        SafetyMonitor otherRule = monitor(rule("other", "what.rest > 0.5", 0));
        SafetyMonitor otherStation = monitor(FAILED_LIFT);
        for (SafetyMonitor restarted : List.of(otherRule, otherStation)) {
            alarms.clear();
            restarted.resume(List.of(before), restarted == otherRule ? RACK : Set.of("rack-2"));
            assertThat(alarms)
                    .extracting(Incident::state)
                    .containsExactly(Incident.State.raised, Incident.State.cleared);
            assertThat(restarted.open()).isEmpty();
        }
    }

    @Test
    void what_held_when_a_pipeline_began_anew_raises_nothing_before_it_is_said_again() {
        lift(Phase.STALLED, 10);
        monitor.beginsAnew("rack-1", condition -> true);
        monitor.advanced("rack-1", 60 * SECOND);
        assertThat(alarms).isEmpty();
        lift(Phase.STALLED, 61);
        monitor.advanced("rack-1", 66 * SECOND);
        assertThat(alarms).hasSize(1);

        monitor.beginsAnew("rack-1", condition -> true);
        assertThat(monitor.open()).as("whoever observes now will say").hasSize(1);
        monitor.beginsAnew("rack-1", condition -> false);
        assertThat(alarms.getLast().state()).isEqualTo(Incident.State.cleared);
        assertThat(monitor.open()).isEmpty();
    }

    @Test
    void what_is_open_at_a_station_that_is_gone_is_cleared() {
        lift(Phase.STALLED, 10);
        monitor.advanced("rack-1", 14 * SECOND);
        monitor.change(List.of(FAILED_LIFT), Set.of("rack-2"));
        assertThat(alarms).last().extracting(Incident::state).isEqualTo(Incident.State.cleared);
    }

    private static SafetyRule rule(String name, String condition, int seconds) {
        return new SafetyRule(
                name, Condition.of(condition), Duration.ofSeconds(seconds), Duration.ofSeconds(2), Severity.CRITICAL);
    }

    @Test
    void a_label_over_its_threshold_raises_with_its_score() {
        SafetyMonitor down = monitor(new SafetyRule(
                "person-down",
                Condition.of("down.person-down > 0.8"),
                Duration.ZERO,
                Duration.ofSeconds(5),
                Severity.CRITICAL));
        down.observed(new Observation(
                "floor", "down", SECOND, new Classification(List.of("up", "person-down"), new float[] {0.07f, 0.93f})));
        assertThat(alarms).hasSize(1);
        assertThat(alarms.getFirst().detail()).contains("person-down at 0.93");
    }

    @Test
    void conditions_that_make_no_sense_say_what_there_is() {
        assertThatThrownBy(() -> Condition.of("lift stuck")).hasMessageContaining("lift stalled");
        assertThatThrownBy(() -> Condition.of("a.b > 7")).hasMessageContaining("7");
    }

    private void lift(Phase phase, long second) {
        monitor.observed(new Observation("rack-1", "count", second * SECOND, state(phase, second)));
    }

    private LiftState state(Phase phase, long second) {
        return new LiftState(phase, "squat", 3, second * SECOND);
    }
}
