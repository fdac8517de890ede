package dev.spotter.mqtt;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Instant;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/** The retained messages on {@code status}: an event each, made when it is sent. */
final class StatusMessages {
    private final Envelope envelope;
    private final StatusSource source;

    StatusMessages(Topics topics, StatusSource source) {
        this.envelope = new Envelope(topics);
        this.source = source;
    }

    String topic() {
        return envelope.topics().status();
    }

    MqttMessage online() {
        return message(source.online());
    }

    /** As a farewell or, made at connect, as the will; the will's time is that of the connect. */
    MqttMessage offline() {
        return message(source.offline());
    }

    private MqttMessage message(byte[] json) {
        String id = UlidCreator.getMonotonicUlid().toString();
        return new MqttMessage(
                json,
                1,
                true,
                Session.properties(Envelope.JSON, envelope.attributes(id, "status", Instant.now()), false));
    }
}
