package dev.spotter.mqtt;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Takes commands, and what is desired, as they come, has them done one after the other on a thread of its own, and answers commands. */
final class CommandDesk implements AutoCloseable {
    private static final Logger LOG = System.getLogger(CommandDesk.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_QUEUE = 256;
    private static final int LARGEST_PAYLOAD = 256 * 1024;

    private final Topics topics;
    private final CommandHandler handler;
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(LONGEST_QUEUE), task -> Thread.ofPlatform()
                    .name("mqtt-commands")
                    .daemon()
                    .unstarted(task));

    CommandDesk(Topics topics, CommandHandler handler) {
        this.topics = topics;
        this.handler = handler;
    }

    /** On Paho's callback thread. The broker keeps to the receive maximum, so only QoS 0 can ever be too many. */
    void arrived(BrokerConnection connection, String topic, MqttMessage message) {
        try {
            executor.execute(() -> deal(connection, topic, message));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.WARNING, "a command on {0} was left: too many wait", topic);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void deal(BrokerConnection connection, String topic, MqttMessage message) {
        try {
            String name = topics.command(topic);
            if (topic.equals(topics.otaDesired())) {
                desired(message.getPayload());
            } else if (name != null && !message.isRetained()) {
                answer(connection, message, carryOut(name, message.getPayload()));
            } else {
                LOG.log(Level.WARNING, "ignored a retained message or none of a command on {0}", topic);
            }
            connection.dealtWith(message);
        } catch (BrokerException e) {
            LOG.log(Level.DEBUG, "the connection was lost before the answer to {0}", topic);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void desired(byte[] payload) {
        try {
            handler.desired(payload);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "what is desired cannot be dealt with", e);
        }
    }

    private CommandAnswer carryOut(String name, byte[] payload) {
        if (payload.length > LARGEST_PAYLOAD) {
            return CommandAnswer.refused(
                    "too-large",
                    "the command has " + payload.length + " bytes; up to " + LARGEST_PAYLOAD + " are taken");
        }
        ObjectNode arguments;
        try {
            JsonNode json = payload.length == 0 ? JSON.createObjectNode() : JSON.readTree(payload);
            if (!(json instanceof ObjectNode object)) {
                return CommandAnswer.refused("malformed-command", "the command's payload is no JSON object");
            }
            arguments = object;
        } catch (JacksonException e) {
            return CommandAnswer.refused("malformed-command", "the command is not JSON: " + e.getOriginalMessage());
        } catch (IOException | RuntimeException e) {
            return CommandAnswer.refused("malformed-command", "the command is not JSON: " + e);
        }
        try {
            return handler.handle(name, arguments);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the command " + name + " failed", e);
            return CommandAnswer.refused("command-failed", "the command " + name + " failed: " + e.getMessage());
        }
    }

    private void answer(BrokerConnection connection, MqttMessage request, CommandAnswer answer)
            throws InterruptedException {
        MqttProperties asked = request.getProperties();
        String topic = asked == null ? null : asked.getResponseTopic();
        if (topic == null || topic.isEmpty()) {
            return;
        }
        MqttProperties properties = new MqttProperties();
        properties.setContentType(Envelope.JSON);
        properties.setPayloadFormat(true);
        properties.setCorrelationData(asked.getCorrelationData());
        try {
            connection.publish(topic, new MqttMessage(answer.json(), 1, false, properties), new Unconcerned(topic));
        } catch (IllegalArgumentException e) {
            LOG.log(Level.WARNING, "a command asks for its answer on {0}, which is no topic", topic);
        }
    }

    /** An answer that the broker refuses goes to nobody else. */
    private record Unconcerned(String topic) implements BrokerConnection.Delivery {
        @Override
        public void acknowledged() {
            // That is all that is wanted.
        }

        @Override
        public void refused(int reasonCode, String text) {
            LOG.log(
                    Level.WARNING,
                    "the broker refused an answer on {0}: {1}",
                    topic,
                    ConnectionFailures.reason(reasonCode));
        }
    }
}
