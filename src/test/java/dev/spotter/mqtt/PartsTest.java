package dev.spotter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.outbox.OutboxMessage;
import dev.spotter.outbox.Retention;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small parts: topics, envelopes, waits, marks and the configuration. */
class PartsTest {
    private static final Topics TOPICS = new Topics("riverside", "rack-3");

    @Test
    void waits_double_up_to_the_cap_and_never_leave_half_to_whole_of_it() {
        BackOff backOff = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(1), new SplittableRandom(1));
        for (long whole : new long[] {100, 200, 400, 800, 1000, 1000}) {
            assertThat(backOff.next()).isBetween(Duration.ofMillis(whole / 2), Duration.ofMillis(whole));
        }
        backOff.reset();
        assertThat(backOff.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void the_mark_changes_nothing_but_the_mark() {
        assertThat(mark("{\"a\":0.930,\"replayed\":false,\"b\":{\"replayed\":false}}"))
                .isEqualTo("{\"a\":0.930,\"replayed\":true,\"b\":{\"replayed\":false}}");
        assertThat(mark("{\"a\":1}")).isEqualTo("{\"a\":1}");
        assertThat(mark("not JSON \"replayed\"")).isEqualTo("not JSON \"replayed\"");
        assertThat(mark("{\"replayed\":\"a text\"}")).isEqualTo("{\"replayed\":\"a text\"}");
    }

    @Test
    void an_envelope_holds_the_attributes_of_a_cloud_event() {
        Instant time = Instant.parse("2026-11-23T10:00:00Z");
        OutboxMessage incident = new Envelope(TOPICS).incident(time, new byte[] {'{', '}'});
        assertThat(incident.userProperties())
                .containsEntry("specversion", "1.0")
                .containsEntry("id", incident.id())
                .containsEntry("source", "/spotter/v1/riverside/rack-3")
                .containsEntry("type", "dev.spotter.incident")
                .containsEntry("time", "2026-11-23T10:00:00Z");
        assertThat(incident.retention()).isEqualTo(Retention.UNTIL_ACKNOWLEDGED);
        assertThat(incident.retained()).isFalse();
        OutboxMessage state = new Envelope(TOPICS).state("rack", time, new byte[0]);
        assertThat(state.topic()).isEqualTo("spotter/v1/riverside/rack-3/state/rack");
        assertThat(state.retained()).isTrue();
        assertThat(state.replaceKey()).isEqualTo(state.topic());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a+", "#", " "})
    void names_that_cannot_be_a_level_of_a_topic_are_refused(String name) {
        assertThatThrownBy(() -> new Topics("site", name)).hasMessageContaining("'" + name + "'");
        assertThatThrownBy(() -> TOPICS.state(name)).hasMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "mqtt://h, tcp://h:1883",
        "mqtts://h, ssl://h:8883",
        "mqtt://h:1, tcp://h:1",
        "ws://h/mqtt, ws://h:80/mqtt",
        "wss://h:444/a?b=c, wss://h:444/a?b=c",
        "mqtt://[::1]:1883, tcp://[::1]:1883"
    })
    void urls_get_their_port_and_the_scheme_of_the_wire(URI url, String paho) {
        assertThat(MqttConfiguration.of(url).pahoUrl()).isEqualTo(paho);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://h", "h:1883", "mqtt:h", "mqtt://h/path", "mqtt://user:secret@h"})
    void other_urls_are_refused_and_a_login_in_one_is_not_repeated(URI url) {
        assertThatThrownBy(() -> MqttConfiguration.of(url))
                .isInstanceOfSatisfying(
                        BrokerException.class, e -> assertThat(e.code()).isEqualTo("invalid-configuration"))
                .message()
                .doesNotContain("secret");
    }

    @Test
    void half_a_login_is_refused() {
        MqttConfiguration tls = MqttConfiguration.of(URI.create("mqtts://h"));
        assertThatThrownBy(() -> tls.withTls(null, Path.of("cert.pem"), null))
                .hasMessageContaining("both cert and key");
        assertThatThrownBy(() -> tls.withLogin("user", null)).hasMessageContaining("password-file");
        MqttConfiguration plain = MqttConfiguration.of(URI.create("mqtt://h"));
        assertThatThrownBy(() -> plain.withTls(Path.of("ca.pem"), null, null)).hasMessageContaining("not encrypted");
    }

    private static String mark(String json) {
        return new String(ReplayMark.set(json.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
