package dev.spotter.mqtt;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/** A back end at the same broker: listens to everything, sends commands. */
public final class Listener implements AutoCloseable, MqttCallback {
    private final MqttAsyncClient client;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    /** What came. */
    public record Heard(String topic, String payload, boolean retained, MqttProperties properties) {
        Map<String, String> attributes() {
            return properties.getUserProperties().stream()
                    .collect(Collectors.toMap(UserProperty::getKey, UserProperty::getValue));
        }
    }

    public Listener(String pahoUrl) throws MqttException {
        client = new MqttAsyncClient(pahoUrl, "listener-" + System.nanoTime(), new MemoryPersistence());
        client.setCallback(this);
        MqttConnectionOptions options = new MqttConnectionOptions();
        client.connect(options).waitForCompletion(10_000);
        client.subscribe("#", 1).waitForCompletion(10_000);
    }

    public void send(String topic, String payload, String responseTopic, byte[] correlation) throws MqttException {
        MqttProperties properties = new MqttProperties();
        properties.setResponseTopic(responseTopic);
        properties.setCorrelationData(correlation);
        MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8), 1, false, properties);
        client.publish(topic, message).waitForCompletion(10_000);
    }

    /** Leaves a message on a topic; an empty one takes it away. */
    public void retain(String topic, String payload) throws MqttException {
        client.publish(topic, new MqttMessage(payload.getBytes(StandardCharsets.UTF_8), 1, true, new MqttProperties()))
                .waitForCompletion(10_000);
    }

    public List<Heard> heard() {
        return heard;
    }

    /** Waits for a message that has not been taken yet. */
    Heard take(Predicate<Heard> which) {
        await().until(() -> heard.stream().anyMatch(which));
        Heard found = heard.stream().filter(which).findFirst().orElseThrow();
        heard.remove(found);
        return found;
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        heard.add(new Heard(
                topic,
                new String(message.getPayload(), StandardCharsets.UTF_8),
                message.isRetained(),
                message.getProperties()));
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String url) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 0, false);
        client.close(true);
    }
}
