package dev.spotter.mqtt;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Paho's and the broker's reasons in this room's words. */
final class ConnectionFailures {
    private static final int SESSION_TAKEN_OVER = 0x8E;
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(0x80, "unspecified error"),
            Map.entry(0x81, "malformed packet"),
            Map.entry(0x82, "protocol error"),
            Map.entry(0x83, "implementation specific error"),
            Map.entry(0x84, "unsupported protocol version"),
            Map.entry(0x85, "client identifier not valid"),
            Map.entry(0x86, "bad user name or password"),
            Map.entry(0x87, "not authorized"),
            Map.entry(0x88, "server unavailable"),
            Map.entry(0x89, "server busy"),
            Map.entry(0x8A, "banned"),
            Map.entry(0x8B, "server shutting down"),
            Map.entry(0x8C, "bad authentication method"),
            Map.entry(0x8D, "keep alive timeout"),
            Map.entry(SESSION_TAKEN_OVER, "session taken over"),
            Map.entry(0x8F, "topic filter invalid"),
            Map.entry(0x90, "topic name invalid"),
            Map.entry(0x93, "receive maximum exceeded"),
            Map.entry(0x94, "topic alias invalid"),
            Map.entry(0x95, "packet too large"),
            Map.entry(0x96, "message rate too high"),
            Map.entry(0x97, "quota exceeded"),
            Map.entry(0x98, "administrative action"),
            Map.entry(0x99, "payload format invalid"),
            Map.entry(0x9C, "use another server"),
            Map.entry(0x9D, "server moved"),
            Map.entry(0x9F, "connection rate exceeded"));

    private ConnectionFailures() {}

    /** A reason code of MQTT 5, by its name in the specification where it has one. */
    static String reason(int code) {
        return REASONS.getOrDefault(code, "reason code " + code);
    }

    /** While connecting. */
    static BrokerException connecting(Throwable failure) {
        SSLException tls = find(failure, SSLException.class);
        if (tls != null) {
            return new BrokerException(
                    "broker-certificate", "TLS with the broker failed: " + tls.getMessage(), failure);
        }
        UnknownHostException unknown = find(failure, UnknownHostException.class);
        if (unknown != null) {
            return new BrokerException("broker-unreachable", "no host " + unknown.getMessage() + " is known", failure);
        }
        ConnectException refused = find(failure, ConnectException.class);
        if (refused != null) {
            return new BrokerException("broker-unreachable", refused.getMessage(), failure);
        }
        int code = failure instanceof MqttException mqtt ? mqtt.getReasonCode() : 0;
        return switch (code) {
            case 4, 5, 0x86, 0x87, 0x8A, 0x8C ->
                new BrokerException("login-refused", "the broker refused the login: " + login(code), failure);
            case 1, 0x84 -> new BrokerException("broker-not-mqtt5", "the broker does not speak MQTT 5", failure);
            default -> new BrokerException("broker-unreachable", text(failure), failure);
        };
    }

    /** While connected. */
    static BrokerException connected(Throwable failure) {
        return new BrokerException("connection-lost", text(failure), failure);
    }

    static BrokerException disconnected(MqttDisconnectResponse response) {
        if (response.getException() != null) {
            return connected(response.getException());
        }
        int code = response.getReturnCode();
        String text = response.getReasonString() == null ? "" : " (" + response.getReasonString() + ")";
        if (code == SESSION_TAKEN_OVER) {
            return new BrokerException(
                    "session-taken-over",
                    "another client logged in with this device's client id" + text + "; each device needs its own");
        }
        return new BrokerException("connection-lost", "the broker ended it: " + reason(code) + text);
    }

    private static String login(int code) {
        return code < 0x80 ? reason(code + 0x82) : reason(code);
    }

    private static String text(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        if (failure instanceof MqttException mqtt && mqtt.getReasonCode() >= 0x80 && mqtt.getReasonCode() < 0x100) {
            return reason(mqtt.getReasonCode());
        }
        if (deepest instanceof EOFException) {
            return "the broker closed the connection without a word";
        }
        String said = deepest.getMessage();
        return said == null || said.isBlank() ? deepest.getClass().getSimpleName() : said;
    }

    private static <T extends Throwable> T find(Throwable failure, Class<T> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }
}
