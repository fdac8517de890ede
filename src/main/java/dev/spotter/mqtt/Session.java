package dev.spotter.mqtt;

import dev.spotter.outbox.Outbox;
import dev.spotter.outbox.OutboxMessage;
import dev.spotter.outbox.QueuedMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/**
 * What is done with a connection while it lasts: the outbox is sent from its oldest row on, in its order, each row once,
 * as many at a time as the window allows; a row leaves on its PUBACK. What has none when the connection is lost is
 * sent again in the next session, under the same id.
 */
final class Session {
    static final String REPLAYED = "replayed";
    private static final int BATCH = 256;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration REFUSED_AGAIN = Duration.ofMinutes(1);

    private final Outbox outbox;
    private final BrokerConnection connection;
    private final StatusMessages status;
    private final AtomicLong sent;
    private final AtomicLong acknowledged;

    // valid for connection
    private final long replayThrough;
    private final Set<Long> inFlight = ConcurrentHashMap.newKeySet();
    private final Map<Long, String> refused = new ConcurrentHashMap<>();
    private final AtomicBoolean statusDue = new AtomicBoolean(true);
    private long cursor;
    private long refusedAgainNanos = System.nanoTime() + REFUSED_AGAIN.toNanos();

    Session(
            Outbox outbox,
            BrokerConnection connection,
            StatusMessages status,
            AtomicLong sent,
            AtomicLong acknowledged) {
        this.outbox = outbox;
        this.connection = connection;
        this.status = status;
        this.sent = sent;
        this.acknowledged = acknowledged;
        this.replayThrough = outbox.lastSequence();
    }

    void statusChanged() {
        statusDue.set(true);
        connection.window().wake();
    }

    /** Why the broker does not want some rows, of which there are as many. */
    List<String> refusals() {
        return new ArrayList<>(refused.values());
    }

    /** Sends until told to stop, or until the connection is lost, which it throws. */
    void run(AtomicBoolean stop) throws InterruptedException {
        while (!stop.get()) {
            long seen = connection.window().changes();
            if (!sendBatch() && !stop.get()) {
                connection.window().awaitChange(seen, LOOK_AGAIN);
            }
        }
    }

    /** Sends what is left, as long as there is time, says that this device is offline, and leaves. */
    void finish(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        boolean more = true;
        while (more && System.nanoTime() < end) {
            more = sendBatch();
        }
        connection.publish(status.topic(), status.offline(), new StatusDelivery());
        connection.window().awaitEmpty(Duration.ofNanos(Math.max(end - System.nanoTime(), LOOK_AGAIN.toNanos())));
        connection.sayGoodbye();
    }

    /** Whether there was anything to send. */
    private boolean sendBatch() throws InterruptedException {
        if (statusDue.getAndSet(false)) {
            connection.publish(status.topic(), status.online(), new StatusDelivery());
        }
        if (!refused.isEmpty() && System.nanoTime() - refusedAgainNanos > 0) {
            refusedAgainNanos = System.nanoTime() + REFUSED_AGAIN.toNanos();
            refused.clear();
            cursor = 0;
        }
        List<QueuedMessage> batch = outbox.next(cursor, BATCH);
        for (QueuedMessage queued : batch) {
            if (!inFlight.contains(queued.sequence()) && !refused.containsKey(queued.sequence())) {
                send(queued);
            }
            cursor = queued.sequence();
            if (statusDue.get()) {
                return true;
            }
        }
        return !batch.isEmpty();
    }

    private void send(QueuedMessage queued) throws InterruptedException {
        OutboxMessage message = queued.message();
        boolean replay = queued.sequence() <= replayThrough;
        byte[] payload = replay ? ReplayMark.set(message.payload()) : message.payload();
        MqttProperties properties = properties(message.contentType(), message.userProperties(), replay);
        inFlight.add(queued.sequence());
        connection.publish(
                message.topic(),
                new MqttMessage(payload, message.qos(), message.retained(), properties),
                new RowDelivery(queued));
        sent.incrementAndGet();
    }

    static MqttProperties properties(String contentType, Map<String, String> attributes, boolean replay) {
        List<UserProperty> user = new ArrayList<>();
        attributes.forEach((key, value) -> user.add(new UserProperty(key, value)));
        if (replay) {
            user.add(new UserProperty(REPLAYED, "true"));
        }
        MqttProperties properties = new MqttProperties();
        properties.setUserProperties(user);
        properties.setContentType(contentType);
        properties.setPayloadFormat(Envelope.JSON.equals(contentType));
        return properties;
    }

    private final class RowDelivery implements BrokerConnection.Delivery {
        private final QueuedMessage row;

        RowDelivery(QueuedMessage row) {
            this.row = row;
        }

        @Override
        public void acknowledged() {
            acknowledged.incrementAndGet();
            outbox.acknowledged(row.sequence());
            inFlight.remove(row.sequence());
        }

        @Override
        public void refused(int reasonCode, String text) {
            refused.put(
                    row.sequence(),
                    "message " + row.message().id() + " to " + row.message().topic() + ": "
                            + ConnectionFailures.reason(reasonCode) + (text == null ? "" : " (" + text + ")"));
            inFlight.remove(row.sequence());
        }
    }

    private final class StatusDelivery implements BrokerConnection.Delivery {
        @Override
        public void acknowledged() {
            // The next one comes when the status changes.
        }

        @Override
        public void refused(int reasonCode, String text) {
            refused.put(
                    -1L,
                    "the status to " + status.topic() + ": " + ConnectionFailures.reason(reasonCode)
                            + (text == null ? "" : " (" + text + ")"));
        }
    }
}
