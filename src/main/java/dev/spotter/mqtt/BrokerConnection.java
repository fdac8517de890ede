package dev.spotter.mqtt;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttPubAck;

/**
 * One connection, from CONNECT until it is lost; there is no way back from lost. Paho is the wire: a client of its own
 * for each connection, nothing persisted, no reconnecting, no listeners per subscription. So none of its old state can
 * come along: tokens, topic aliases (which it would reuse unknown to the broker), in-flight counts.
 */
final class BrokerConnection implements AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
    private static final Duration ACKNOWLEDGE_WITHIN = Duration.ofSeconds(60);
    private static final int FIRST_ERROR = 0x80;
    private static final int PACKET_TOO_LARGE = 0x95;
    private static final int OVERHEAD_BYTES = 64;

    private final MqttAsyncClient client;
    // so that messages leave in the order of the calls, and Paho numbers topic aliases in it too
    private final ReentrantLock order = new ReentrantLock();
    private final Window window;
    private volatile long largestPacket = Long.MAX_VALUE;

    /** Takes what comes, on Paho's callback thread, on which PUBACKs come too: it must not wait. */
    interface Incoming {
        void arrived(BrokerConnection connection, String topic, MqttMessage message);
    }

    /** What becomes of a message, on Paho's callback thread; nothing, if the connection is lost before. */
    interface Delivery {
        void acknowledged();

        /** The broker has it not and will not; the reason code as in MQTT 5, the text may be {@code null}. */
        void refused(int reasonCode, String text);
    }

    private BrokerConnection(MqttAsyncClient client, int window) {
        this.client = client;
        this.window = new Window(window, ACKNOWLEDGE_WITHIN);
    }

    static BrokerConnection open(
            String pahoUrl, String clientId, MqttConnectionOptions options, int window, Incoming incoming)
            throws InterruptedException {
        MqttAsyncClient client;
        try {
            client = new MqttAsyncClient(pahoUrl, clientId, new MemoryPersistence());
        } catch (MqttException e) {
            throw ConnectionFailures.connecting(e);
        }
        BrokerConnection connection = new BrokerConnection(client, window);
        try {
            connection.connect(options, incoming);
            return connection;
        } catch (BrokerException | InterruptedException e) {
            connection.close();
            throw e;
        }
    }

    private void connect(MqttConnectionOptions options, Incoming incoming) throws InterruptedException {
        client.setCallback(new Callback(incoming));
        client.setManualAcks(true);
        CompletableFuture<MqttProperties> connected = new CompletableFuture<>();
        try {
            client.connect(options, null, new MqttActionListener() {
                @Override
                public void onSuccess(IMqttToken token) {
                    connected.complete(token.getResponseProperties());
                }

                @Override
                public void onFailure(IMqttToken token, Throwable cause) {
                    connected.completeExceptionally(cause);
                }
            });
            MqttProperties allowed = connected.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            if (allowed != null && allowed.getReceiveMaximum() != null) {
                window.limit(allowed.getReceiveMaximum());
            }
            if (allowed != null && allowed.getMaximumPacketSize() != null) {
                largestPacket = allowed.getMaximumPacketSize();
            }
        } catch (MqttException e) {
            throw ConnectionFailures.connecting(e);
        } catch (ExecutionException e) {
            throw ConnectionFailures.connecting(e.getCause());
        } catch (TimeoutException e) {
            throw new BrokerException(
                    "broker-unreachable", "no answer to the login within " + ANSWER_WITHIN.toSeconds() + " s", e);
        }
    }

    /** Whether a subscription begins with what is retained. */
    enum Retained {
        SENT(0),
        LEFT(2);

        private final int handling;

        Retained(int handling) {
            this.handling = handling;
        }
    }

    /** Subscribes with QoS 1; the broker's reason code if it refuses, else 0. */
    int subscribe(String filter, Retained retained) throws InterruptedException {
        MqttSubscription subscription = new MqttSubscription(filter, 1);
        subscription.setRetainHandling(retained.handling);
        CompletableFuture<int[]> answered = new CompletableFuture<>();
        try {
            client.subscribe(
                    new MqttSubscription[] {subscription},
                    null,
                    new MqttActionListener() {
                        @Override
                        public void onSuccess(IMqttToken token) {
                            answered.complete(token.getReasonCodes());
                        }

                        @Override
                        public void onFailure(IMqttToken token, Throwable cause) {
                            answered.completeExceptionally(cause);
                        }
                    },
                    new MqttProperties());
            int[] codes = answered.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return codes == null || codes.length == 0 || codes[0] < FIRST_ERROR ? 0 : codes[0];
        } catch (MqttException e) {
            throw ConnectionFailures.connected(e);
        } catch (ExecutionException e) {
            throw ConnectionFailures.connected(e.getCause());
        } catch (TimeoutException e) {
            throw new BrokerException("connection-lost", "no answer to the subscription", e);
        }
    }

    /**
     * Sends a message, after waiting for a place in the window.
     *
     * @throws BrokerException if the connection is lost, or no PUBACK came for so long that it must be
     */
    void publish(String topic, MqttMessage message, Delivery delivery) throws InterruptedException {
        order.lockInterruptibly();
        try {
            if (message.getPayload().length + topic.length() + OVERHEAD_BYTES > largestPacket) {
                delivery.refused(PACKET_TOO_LARGE, "the broker takes packets of up to " + largestPacket + " bytes");
                return;
            }
            window.take();
            client.publish(topic, message, null, new Acknowledgement(delivery));
        } catch (IllegalArgumentException e) {
            window.release();
            throw e;
        } catch (MqttException e) {
            window.lose(ConnectionFailures.connected(e));
            throw ConnectionFailures.connected(e);
        } finally {
            order.unlock();
        }
    }

    /** Tells the broker that an incoming message was dealt with; if not told, it sends it again after a reconnect. */
    void dealtWith(MqttMessage incoming) {
        if (incoming.getQos() == 1) {
            try {
                client.messageArrivedComplete(incoming.getId(), incoming.getQos());
            } catch (MqttException e) {
                window.lose(ConnectionFailures.connected(e));
            }
        }
    }

    /** What is on its way, and who waits. */
    Window window() {
        return window;
    }

    /** Ends the session properly, so that the broker keeps the will to itself. */
    void sayGoodbye() {
        try {
            client.disconnect(ANSWER_WITHIN.toMillis() / 10).waitForCompletion(ANSWER_WITHIN.toMillis());
        } catch (MqttException e) {
            window.lose(ConnectionFailures.connected(e));
        }
    }

    @Override
    public void close() {
        window.lose(new BrokerException("connection-lost", "the connection was closed by this agent"));
        try {
            client.disconnectForcibly(0, 0, false);
            client.close(true);
        } catch (MqttException e) {
            // It was closed before, or closes as soon as its own threads have ended.
            window.lose(ConnectionFailures.connected(e));
        }
    }

    private final class Acknowledgement implements MqttActionListener {
        private final Delivery delivery;

        Acknowledgement(Delivery delivery) {
            this.delivery = delivery;
        }

        /** Paho calls a PUBACK success whatever it says; the reason code tells. */
        @Override
        public void onSuccess(IMqttToken token) {
            if (token.getResponse() instanceof MqttPubAck answer && answer.getReturnCode() >= FIRST_ERROR) {
                delivery.refused(answer.getReturnCode(), answer.getProperties().getReasonString());
            } else {
                delivery.acknowledged();
            }
            window.release();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            window.lose(ConnectionFailures.connected(cause));
        }
    }

    private final class Callback implements MqttCallback {
        private final Incoming incoming;

        Callback(Incoming incoming) {
            this.incoming = incoming;
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            window.lose(ConnectionFailures.disconnected(response));
        }

        @Override
        public void mqttErrorOccurred(MqttException exception) {
            window.lose(ConnectionFailures.connected(exception));
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            incoming.arrived(BrokerConnection.this, topic, message);
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // Told by Acknowledgement.
        }

        @Override
        public void connectComplete(boolean reconnect, String url) {
            // Told by the listener of connect; subscribing from here would deadlock.
        }

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {
            // No enhanced authentication is asked for.
        }
    }
}
