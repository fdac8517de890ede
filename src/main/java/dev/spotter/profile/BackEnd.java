package dev.spotter.profile;

import dev.spotter.dashboard.LiveSnapshot;
import dev.spotter.mqtt.Envelope;
import dev.spotter.mqtt.MqttSupervisor;
import dev.spotter.mqtt.Topics;
import dev.spotter.ota.device.UpdateStatus;
import dev.spotter.outbox.Outbox;
import dev.spotter.outbox.OutboxConfiguration;
import dev.spotter.outbox.OutboxException;
import dev.spotter.outbox.OutboxMessage;
import dev.spotter.safety.Incident;
import dev.spotter.summary.MinuteSummary;
import dev.spotter.summary.StationState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The way to the back end: what the rooms make becomes messages in the outbox, and leaves when a broker takes them.
 * Without a broker in the profile nothing is queued; the history is kept all the same.
 */
final class BackEnd implements AutoCloseable {
    private static final int SHOWN = 30;
    private static final long STATUS_SECONDS = 2;

    private final Profile profile;
    private final Clock clock;
    private final Topics topics;
    private final Envelope envelope;
    private final Outbox outbox;
    private final IncidentHistory incidents;
    private final RecentEvents<LiveSnapshot.Message> recent = new RecentEvents<>(SHOWN);
    private volatile String notQueued;
    private final ScheduledExecutorService statusWatch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("status").daemon().factory());
    private Set<String> toldProblems = Set.of();
    private volatile MqttSupervisor supervisor;

    BackEnd(Profile profile, Path data, Clock clock) {
        this.profile = profile;
        this.clock = clock;
        topics = new Topics(profile.device().site(), profile.device().id());
        envelope = new Envelope(topics);
        outbox = Outbox.open(OutboxConfiguration.in(data.resolve("outbox")));
        incidents = new IncidentHistory(outbox, this::told);
    }

    /** Connects to the broker of the profile, in the background and for as long as it takes. */
    void connect(Agent agent) {
        profile.mqtt().ifPresent(broker -> {
            supervisor = new MqttSupervisor(
                    broker,
                    topics,
                    outbox,
                    new DeviceStatus(agent::models, agent::problems, clock),
                    new DeviceCommands(agent, agent::desired));
            supervisor.start();
            statusWatch.scheduleWithFixedDelay(
                    () -> tellChanges(agent), STATUS_SECONDS, STATUS_SECONDS, TimeUnit.SECONDS);
        });
    }

    /** The status says what is wrong, so it is sent again whenever that is something else than before. */
    private void tellChanges(Agent agent) {
        Set<String> codes = agent.problems().keySet();
        if (!codes.equals(toldProblems)) {
            toldProblems = codes;
            supervisor.statusChanged();
        }
    }

    /** The status is something else than what was sent last, such as other models. */
    void statusChanged() {
        if (supervisor != null) {
            supervisor.statusChanged();
        }
    }

    IncidentHistory incidents() {
        return incidents;
    }

    private List<OutboxMessage> told(Incident incident) {
        if (profile.mqtt().isEmpty()) {
            return List.of();
        }
        Instant time =
                switch (incident.state()) {
                    case raised -> incident.detectedTime();
                    case cleared -> incident.clearedTime();
                    case updated -> clock.instant();
                };
        OutboxMessage message = envelope.incident(time, Json.bytes(incident));
        show(message);
        return List.of(message);
    }

    void send(MinuteSummary summary) {
        queue(envelope.summary(summary.to(), Json.bytes(summary)));
    }

    void send(StationState state) {
        queue(envelope.state(state.station(), clock.instant(), Json.bytes(state)));
    }

    void send(UpdateStatus status) {
        queue(envelope.otaReported(clock.instant(), UpdateReport.of(status)));
    }

    private void queue(OutboxMessage message) {
        if (profile.mqtt().isEmpty()) {
            return;
        }
        show(message);
        try {
            outbox.append(message);
            notQueued = null;
        } catch (OutboxException e) {
            notQueued = e.getMessage();
        }
    }

    private void show(OutboxMessage message) {
        recent.add(new LiveSnapshot.Message(
                message.createdAt(), message.topic(), new String(message.payload(), StandardCharsets.UTF_8)));
    }

    List<LiveSnapshot.Message> recentMessages() {
        return recent.list();
    }

    /** How things stand with the broker, {@code null} where the profile has none. */
    LiveSnapshot.Broker broker() {
        return profile.mqtt()
                .map(broker -> new LiveSnapshot.Broker(
                        broker.url().toString(),
                        supervisor != null && supervisor.statistics().connected(),
                        outbox.statistics().waiting()))
                .orElse(null);
    }

    /** What is wrong now: a stable code, and a sentence. */
    Map<String, String> problems() {
        Map<String, String> problems = new TreeMap<>(outbox.problems());
        if (notQueued != null) {
            problems.put("message-not-queued", "the last message to the back end could not be queued: " + notQueued);
        }
        if (supervisor != null) {
            problems.putAll(supervisor.problems());
        }
        return problems;
    }

    @Override
    public void close() {
        statusWatch.shutdownNow();
        if (supervisor != null) {
            supervisor.close();
        }
        outbox.close();
    }
}
