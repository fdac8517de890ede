package dev.spotter.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.alarm.AlarmConfiguration.Until;
import dev.spotter.safety.Incident;
import dev.spotter.safety.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Through Pi4J's mock provider, as on any machine without GPIO. */
class AlarmOutputsTest {
    private final AlarmOutputs outputs = new AlarmOutputs(List.of(
            new AlarmConfiguration("siren", 22, Severity.CRITICAL, Until.ACKNOWLEDGED, false),
            new AlarmConfiguration("light", 23, Severity.WARNING, Until.CLEARED, true)));

    @AfterEach
    void close() {
        outputs.close();
    }

    @Test
    void a_siren_stays_on_until_it_is_acknowledged_and_a_light_until_it_is_cleared() {
        outputs.changed(incident("1", "critical", Incident.State.raised, false));
        assertThat(outputs.states()).containsEntry("siren", true).containsEntry("light", true);

        outputs.changed(incident("1", "critical", Incident.State.cleared, false));
        assertThat(outputs.states()).containsEntry("siren", true).containsEntry("light", false);

        outputs.changed(incident("1", "critical", Incident.State.cleared, true));
        assertThat(outputs.states()).containsEntry("siren", false).containsEntry("light", false);
    }

    @Test
    void one_incident_that_ends_does_not_silence_another() {
        outputs.changed(incident("1", "critical", Incident.State.raised, false));
        outputs.changed(incident("2", "critical", Incident.State.raised, false));
        outputs.changed(incident("1", "critical", Incident.State.updated, true));
        assertThat(outputs.states()).containsEntry("siren", true);
        outputs.changed(incident("2", "critical", Incident.State.updated, true));
        assertThat(outputs.states()).containsEntry("siren", false);
    }

    @Test
    void a_lesser_incident_does_not_sound_the_siren() {
        outputs.changed(incident("1", "warning", Incident.State.raised, false));
        assertThat(outputs.states()).containsEntry("siren", false).containsEntry("light", true);
    }

    @Test
    void a_machine_without_gpio_says_so() {
        assertThat(outputs.problems()).containsKey("alarm-simulated");
    }

    @Test
    void a_pin_that_cannot_be_is_refused() {
        assertThatThrownBy(() -> new AlarmConfiguration("siren", -1, Severity.CRITICAL, Until.CLEARED, false))
                .hasMessageContaining("siren")
                .hasMessageContaining("-1");
    }

    private static Incident incident(String id, String severity, Incident.State state, boolean acknowledged) {
        Instant time = Instant.parse("2026-11-23T10:00:00Z");
        return new Incident(
                id,
                "failed-lift",
                severity,
                state,
                "rack-1",
                "",
                time,
                time,
                time,
                null,
                acknowledged,
                false,
                List.of());
    }
}
