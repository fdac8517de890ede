package dev.spotter.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A message on its way to the broker.
 *
 * @param id unique over all messages (a ULID); the same in every attempt to deliver it, so a receiver knows duplicates
 * @param topic MQTT topic, no wildcards
 * @param qos 0 or 1; either way the row leaves only once the broker (1) or the socket (0) took it
 * @param retained whether the broker keeps it for later subscribers
 * @param contentType of the payload, or {@code null}
 * @param payload not copied: the caller leaves it alone from now on
 * @param userProperties MQTT 5 user properties in their order, here the CloudEvents attributes
 * @param createdAt wall-clock time of what it tells
 * @param retention what may happen to it while it waits
 * @param replaceKey a later message with the same key takes the place of this one while it has not left, or
 *     {@code null}; for retained state, of which only the newest counts
 */
public record OutboxMessage(
        String id,
        String topic,
        int qos,
        boolean retained,
        String contentType,
        byte[] payload,
        Map<String, String> userProperties,
        Instant createdAt,
        Retention retention,
        String replaceKey) {
    private static final int LONGEST_TOPIC_BYTES = 65_535;

    public OutboxMessage {
        if (id == null || id.isBlank()) {
            throw new OutboxException("invalid-message", "a message has no id; a ULID is expected");
        }
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(retention, "retention");
        if (topic == null || topic.isEmpty() || topic.chars().anyMatch(c -> c == '+' || c == '#' || c == 0)) {
            throw new OutboxException(
                    "invalid-message",
                    "message " + id + " has the topic '" + topic + "'; a topic is not empty and has no +, # or NUL");
        }
        if (topic.getBytes(StandardCharsets.UTF_8).length > LONGEST_TOPIC_BYTES) {
            throw new OutboxException(
                    "invalid-message", "message " + id + " has a topic of more than " + LONGEST_TOPIC_BYTES + " bytes");
        }
        if (qos != 0 && qos != 1) {
            throw new OutboxException("invalid-message", "message " + id + " has QoS " + qos + "; 0 and 1 are allowed");
        }
        userProperties = Collections.unmodifiableMap(new LinkedHashMap<>(userProperties));
    }

    /** What it counts towards the store's limit. */
    public long sizeBytes() {
        long size = payload.length + topic.length() + id.length() + 64L;
        for (var property : userProperties.entrySet()) {
            size += property.getKey().length() + property.getValue().length();
        }
        return size;
    }

    /** Without the payload, which may hold what does not belong in a log. */
    @Override
    public String toString() {
        return "OutboxMessage[" + id + " to " + topic + ", " + payload.length + " bytes, " + retention + "]";
    }
}
