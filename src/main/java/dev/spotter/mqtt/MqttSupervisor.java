package dev.spotter.mqtt;

import dev.spotter.mqtt.BrokerConnection.Retained;
import dev.spotter.outbox.Outbox;
import dev.spotter.outbox.OutboxStatistics;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * Keeps this device at its broker: connects and connects again (waits double from try to try, up to a cap, with
 * jitter), subscribes to commands after each connect, says {@code online}, leaves the will, and sends the outbox.
 */
public final class MqttSupervisor implements AutoCloseable {
    private static final Logger LOG = System.getLogger(MqttSupervisor.class.getName());
    private static final int CONNECT_SECONDS = 10;
    private static final long SESSION_SECONDS = 3_600;
    private static final int INCOMING_AT_ONCE = 32;
    private static final int MANY_WAITING = 1_000;
    private static final Duration STEADY = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    // valid for life
    private final MqttConfiguration configuration;
    private final Topics topics;
    private final Outbox outbox;
    private final StatusMessages status;
    private final CommandDesk commands;
    private final BackOff backOff;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicLong connects = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final Thread thread;

    // valid for connection; null while there is none
    private volatile BrokerConnection connection;
    private volatile Session session;
    private volatile String subscriptionRefused;

    /** Why there is no connection; {@code null} while there is one. */
    private volatile Trouble trouble;

    private record Trouble(BrokerException reason, Instant since, int tries) {}

    /**
     * @param configuration which broker
     * @param topics of this device
     * @param outbox whose messages it sends; closed by its owner, after this
     * @param source says what {@code status} holds
     * @param handler does what commands ask
     */
    public MqttSupervisor(
            MqttConfiguration configuration,
            Topics topics,
            Outbox outbox,
            StatusSource source,
            CommandHandler handler) {
        this.configuration = configuration;
        this.topics = topics;
        this.outbox = outbox;
        this.status = new StatusMessages(topics, source);
        this.commands = new CommandDesk(topics, handler);
        this.backOff = new BackOff(configuration.retryFirst(), configuration.retryCap(), new SplittableRandom());
        this.thread = Thread.ofPlatform().name("mqtt").daemon().unstarted(this::run);
    }

    /** Begins; returns at once, whether or not there is a broker. */
    public void start() {
        outbox.onAppend(this::wake);
        thread.start();
    }

    /** {@code status} says something else now, and is sent again. */
    public void statusChanged() {
        Session now = session;
        if (now != null) {
            now.statusChanged();
        }
    }

    public MqttStatistics statistics() {
        return new MqttStatistics(session != null, connects.get(), sent.get(), acknowledged.get());
    }

    /** Code to sentence of what is wrong now; empty when all is well. */
    public Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        Trouble now = trouble;
        if (now != null) {
            problems.put(
                    now.reason.code(),
                    "no connection to the broker " + configuration.url() + " since "
                            + now.since.truncatedTo(ChronoUnit.SECONDS) + " (" + now.tries
                            + (now.tries == 1 ? " try): " : " tries): ") + now.reason.getMessage());
        }
        OutboxStatistics queue = outbox.statistics();
        if (queue.waiting() >= MANY_WAITING) {
            problems.put(
                    "queue-growing",
                    queue.waiting() + " messages (" + queue.waitingBytes() / 1024 + " KiB) wait for the broker");
        }
        Session open = session;
        List<String> refusals = open == null ? List.of() : open.refusals();
        if (!refusals.isEmpty()) {
            problems.put(
                    "publish-refused",
                    "the broker refuses " + refusals.size() + " messages, which are kept; " + refusals.getFirst());
        }
        String refusedFilter = subscriptionRefused;
        if (refusedFilter != null) {
            problems.put("subscription-refused", refusedFilter);
        }
        return problems;
    }

    /** Sends what it can within three seconds, says {@code offline}, and disconnects. */
    @Override
    public void close() {
        closing.set(true);
        wake();
        if (session == null) {
            thread.interrupt();
        }
        try {
            if (thread.isAlive() && !thread.join(FAREWELL.multipliedBy(2))) {
                // The broker answers no more; it will find the will by itself.
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        commands.close();
    }

    private void run() {
        while (!closing.get()) {
            long begin = System.nanoTime();
            try {
                connectAndServe();
            } catch (BrokerException e) {
                failed(e);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // The outbox that cannot be read, or a status that cannot be made.
                failed(new BrokerException("sending-failed", "sending failed: " + e.getMessage(), e));
            }
            // Not after each connect: two devices with one client id would otherwise throw each other out at full
            // speed.
            if (System.nanoTime() - begin > STEADY.toNanos()) {
                backOff.reset();
            }
            pause();
        }
    }

    private void failed(BrokerException reason) {
        Trouble before = trouble;
        trouble = before == null
                ? new Trouble(reason, Instant.now(), 1)
                : new Trouble(reason, before.since, before.tries + 1);
        if (before == null || !before.reason.code().equals(reason.code())) {
            LOG.log(Level.WARNING, "no connection to the broker {0}: {1}", configuration.url(), reason.getMessage());
        }
    }

    private void connectAndServe() throws InterruptedException {
        try (BrokerConnection wire = BrokerConnection.open(
                configuration.pahoUrl(),
                configuration.clientId(topics),
                options(),
                configuration.window(),
                commands::arrived)) {
            connection = wire;
            String commandsRefused = subscribe(wire, topics.commands(), Retained.LEFT);
            String desiredRefused = subscribe(wire, topics.otaDesired(), Retained.SENT);
            subscriptionRefused = commandsRefused != null ? commandsRefused : desiredRefused;
            Session now = new Session(outbox, wire, status, sent, acknowledged);
            session = now;
            connects.incrementAndGet();
            trouble = null;
            LOG.log(Level.INFO, "connected to the broker {0}", configuration.url());
            try {
                now.run(closing);
                now.finish(FAREWELL);
            } finally {
                session = null;
                connection = null;
            }
        }
    }

    /** Why not; {@code null} where the broker took it. */
    private static String subscribe(BrokerConnection wire, String filter, Retained retained)
            throws InterruptedException {
        int refused = wire.subscribe(filter, retained);
        return refused == 0
                ? null
                : "the broker refuses the subscription to " + filter + ": " + ConnectionFailures.reason(refused);
    }

    private MqttConnectionOptions options() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        // Said, since Paho's default is true: the broker keeps commands for us while we are away for a moment. What
        // we send needs no session: rows without a PUBACK are sent anew.
        options.setCleanStart(false);
        options.setSessionExpiryInterval(SESSION_SECONDS);
        options.setReceiveMaximum(INCOMING_AT_ONCE);
        options.setConnectionTimeout(CONNECT_SECONDS);
        options.setKeepAliveInterval((int) configuration.keepAlive().toSeconds());
        MqttMessage will = status.offline();
        options.setWill(status.topic(), will);
        options.setWillMessageProperties(will.getProperties());
        if (configuration.user() != null) {
            options.setUserName(configuration.user());
            options.setPassword(password());
        }
        if (configuration.secure()) {
            options.setSocketFactory(TlsMaterial.sockets(configuration));
            options.setHttpsHostnameVerificationEnabled(true);
        }
        return options;
    }

    private byte[] password() {
        try (var lines = Files.lines(configuration.passwordFile())) {
            return lines.findFirst().orElse("").getBytes(StandardCharsets.UTF_8);
        } catch (IOException | RuntimeException e) {
            throw new BrokerException(
                    "password-file", "the password file " + configuration.passwordFile() + " cannot be read", e);
        }
    }

    private void pause() {
        if (!closing.get()) {
            try {
                Thread.sleep(backOff.next());
            } catch (InterruptedException e) {
                closing.set(true);
            }
        }
    }

    private void wake() {
        BrokerConnection now = connection;
        if (now != null) {
            now.window().wake();
        }
    }
}
