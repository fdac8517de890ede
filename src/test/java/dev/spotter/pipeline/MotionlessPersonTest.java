package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.model.ModelTask;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Observation;
import dev.spotter.observation.TimeBase;
import dev.spotter.safety.Condition;
import dev.spotter.safety.Incident;
import dev.spotter.safety.IncidentStore;
import dev.spotter.safety.SafetyMonitor;
import dev.spotter.safety.SafetyRule;
import dev.spotter.safety.Severity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Rules over a camera whose motion gate lets no frame through, or that gives none for a while. Locks down that who lies
 * motionless is raised, and that nothing is raised of a time in which nobody watched.
 */
class MotionlessPersonTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final List<Incident> told = new ArrayList<>();
    private final SafetyMonitor safety = new SafetyMonitor(
            List.of(new SafetyRule(
                    "person-down",
                    Condition.of("down.squat > 0.8"),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(5),
                    Severity.CRITICAL)),
            station -> new TimeBase(0, START),
            Clock.fixed(START, ZoneOffset.UTC),
            (observation, score) -> List.of(),
            told::add,
            new IncidentStore() {
                @Override
                public void store(Incident incident) {}

                @Override
                public Optional<Incident> find(String id) {
                    return Optional.empty();
                }

                @Override
                public List<Incident> newest(int limit) {
                    return List.of();
                }
            });
    private final ScriptedCamera camera = new ScriptedCamera(false);
    private float down;
    private final CameraPipeline pipeline = CameraPipeline.open(
            new PipelineConfiguration(
                    "floor",
                    "rack-cam",
                    PipelineConfiguration.Given.FRAMES,
                    List.of(new StageConfiguration.Infer("down", "down", null, null))),
            camera,
            new ScriptedFrameLibrary()
                    .with(
                            "down",
                            ModelTask.CLASSIFICATION,
                            (_, _, _) -> new Classification(ScriptedLibrary.LABELS, new float[] {down, 1 - down})),
            new ObservationListener() {
                @Override
                public void observed(Observation observation) {
                    safety.observed(observation);
                }

                @Override
                public void advanced(String station, long timeNanos) {
                    safety.advanced(station, timeNanos);
                }

                @Override
                public void gap(String station, long fromNanos, long toNanos) {
                    safety.unwatched(station);
                }
            });

    @Test
    void who_lies_motionless_is_raised_though_no_model_looks_any_more() {
        see(1, 0.9f);
        still(2, 3);
        assertThat(told).isEmpty();
        still(4);
        assertThat(told).extracting(Incident::state).containsExactly(Incident.State.raised);
        assertThat(told.getFirst().eventTime()).isEqualTo(START.plusSeconds(1));
        still(5, 60, 600);
        assertThat(told).hasSize(1);
    }

    @Test
    void who_got_up_and_stands_still_is_cleared() {
        see(1, 0.9f);
        still(4);
        see(6, 0.1f);
        still(10);
        assertThat(told).hasSize(1);
        still(11);
        assertThat(told).extracting(Incident::state).containsExactly(Incident.State.raised, Incident.State.cleared);
    }

    @Test
    void a_time_in_which_nobody_watched_counts_for_nothing() {
        see(1, 0.9f);
        pipeline.gap(SECOND, 60 * SECOND);
        still(60, 61, 70);
        assertThat(told).as("nobody has looked since").isEmpty();
        see(71, 0.9f);
        still(73);
        assertThat(told).as("seen for 2 s since").isEmpty();
        still(74);
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().eventTime()).isEqualTo(START.plusSeconds(71));
    }

    @Test
    void an_incident_stays_open_while_nobody_watches_and_clears_only_when_it_is_seen_to_be_over() {
        see(1, 0.9f);
        still(4);
        pipeline.gap(4 * SECOND, 60 * SECOND);
        still(60, 90);
        assertThat(told).hasSize(1);
        see(91, 0.1f);
        still(95);
        assertThat(told).hasSize(1);
        still(96);
        assertThat(told.getLast().state()).isEqualTo(Incident.State.cleared);
    }

    private void see(int second, float probability) {
        down = probability;
        pipeline.frame(camera.at(second * SECOND));
    }

    private void still(int... seconds) {
        for (int second : seconds) {
            pipeline.still(second * SECOND);
        }
    }
}
