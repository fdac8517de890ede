package dev.spotter.mqtt;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.spotter.outbox.OutboxMessage;
import dev.spotter.outbox.Retention;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts JSON into messages for the outbox: topic, quality of service, what may happen to it while it waits, and the
 * CloudEvents 1.0 attributes as MQTT user properties (binary content mode).
 *
 * @param topics of the device
 */
public record Envelope(Topics topics) {
    static final String JSON = "application/json";
    private static final String TYPE = "dev.spotter.";

    /** An incident raised, updated or cleared; kept until its PUBACK. */
    public OutboxMessage incident(Instant time, byte[] json) {
        return message(topics.incident(), "incident", time, json, false, Retention.UNTIL_ACKNOWLEDGED, null);
    }

    /** A minute's summary. */
    public OutboxMessage summary(Instant time, byte[] json) {
        return message(topics.summary(), "summary", time, json, false, Retention.DROPPABLE, null);
    }

    /** What a zone or station does now; retained, and only the newest waits. */
    public OutboxMessage state(String place, Instant time, byte[] json) {
        String topic = topics.state(place);
        return message(topic, "state", time, json, true, Retention.DROPPABLE, topic);
    }

    /** How the device's update stands; retained, and every step is told. */
    public OutboxMessage otaReported(Instant time, byte[] json) {
        return message(topics.otaReported(), "ota.reported", time, json, true, Retention.DROPPABLE, null);
    }

    private OutboxMessage message(
            String topic, String type, Instant time, byte[] json, boolean retained, Retention retention, String key) {
        String id = UlidCreator.getMonotonicUlid().toString();
        return new OutboxMessage(id, topic, 1, retained, JSON, json, attributes(id, type, time), time, retention, key);
    }

    /** The attributes that CloudEvents requires, and the time. */
    Map<String, String> attributes(String id, String type, Instant time) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", id);
        attributes.put("source", "/spotter/v1/" + topics.site() + "/" + topics.device());
        attributes.put("type", TYPE + type);
        attributes.put("time", time.toString());
        return attributes;
    }
}
