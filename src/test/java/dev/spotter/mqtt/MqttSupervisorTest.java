package dev.spotter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.mqtt.Listener.Heard;
import dev.spotter.outbox.Outbox;
import dev.spotter.outbox.OutboxConfiguration;
import dev.spotter.outbox.OutboxMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device at a real mosquitto: who comes when, what is retained, and what a broken connection leaves behind. */
class MqttSupervisorTest implements StatusSource, CommandHandler {
    private static final Topics TOPICS = new Topics("riverside", "rack-3");
    private static final Envelope ENVELOPE = new Envelope(TOPICS);
    private static final byte[] CORRELATION = {7, 0, 9};

    @TempDir
    Path folder;

    private Mosquitto broker;
    private Outbox outbox;
    private volatile String health = "up";
    private final List<String> desired = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void open() {
        broker = new Mosquitto(folder);
        open.add(broker);
        outbox = Outbox.open(OutboxConfiguration.in(folder.resolve("outbox")));
        open.add(outbox);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void a_device_says_online_when_it_comes_and_offline_when_it_goes() throws Exception {
        Listener listener = listen(broker.anonymous().start());
        MqttSupervisor supervisor = supervise(configuration());
        Heard online = listener.take(on(TOPICS.status()));
        assertThat(online.payload()).contains("online").contains("\"up\"");
        assertThat(online.attributes())
                .containsEntry("specversion", "1.0")
                .containsEntry("source", "/spotter/v1/riverside/rack-3")
                .containsEntry("type", "dev.spotter.status")
                .containsKeys("id", "time");
        assertThat(online.properties().getContentType()).isEqualTo("application/json");

        health = "degraded";
        supervisor.statusChanged();
        assertThat(listener.take(on(TOPICS.status())).payload()).contains("degraded");

        supervisor.close();
        assertThat(listener.take(on(TOPICS.status())).payload()).contains("offline");
        Listener late = listen(broker);
        Heard retained = late.take(on(TOPICS.status()));
        assertThat(retained.retained()).isTrue();
        assertThat(retained.payload()).contains("offline");
    }

    @Test
    void without_a_broker_it_says_why_and_since_when_and_goes_on_once_there_is_one() {
        broker.anonymous();
        MqttSupervisor supervisor = supervise(configuration());
        outbox.append(incident(1));
        await().until(() -> supervisor.problems().containsKey("broker-unreachable"));
        assertThat(supervisor.problems().get("broker-unreachable"))
                .contains(broker.url().toString())
                .contains("since 20")
                .containsIgnoringCase("refused");
        broker.start();
        await().until(() -> outbox.statistics().waiting() == 0);
        assertThat(supervisor.problems()).isEmpty();
        assertThat(supervisor.statistics()).isEqualTo(new MqttStatistics(true, 1, 1, 1));
    }

    @Test
    void what_was_appended_before_the_connection_arrives_in_its_order_marked_as_replayed() throws Exception {
        Listener listener = listen(broker.anonymous().start());
        for (int i = 0; i < 50; i++) {
            outbox.append(incident(i));
        }
        MqttSupervisor supervisor = supervise(configuration());
        await().until(() -> supervisor.statistics().connected());
        outbox.append(incident(50));
        await().until(() -> listener.heard().stream().anyMatch(h -> h.payload().contains("\"n\":50,")));
        List<Heard> incidents =
                listener.heard().stream().filter(on(TOPICS.incident())).toList();
        assertThat(incidents)
                .extracting(heard -> number(heard.payload()))
                .containsExactlyElementsOf(IntStream.rangeClosed(0, 50).boxed().toList());
        assertThat(incidents).filteredOn(h -> number(h.payload()) < 50).allSatisfy(h -> {
            assertThat(h.payload()).contains("\"replayed\":true").contains("0.930");
            assertThat(h.attributes()).containsEntry("replayed", "true");
        });
        assertThat(incidents.getLast().payload()).contains("\"replayed\":false");
        assertThat(incidents.getLast().attributes()).doesNotContainKey("replayed");
    }

    @Test
    void after_the_broker_was_away_it_is_subscribed_again_and_commands_are_answered() throws Exception {
        broker.anonymous().start();
        MqttSupervisor supervisor = supervise(configuration());
        await().until(() -> supervisor.statistics().connected());
        broker.kill();
        await().until(() -> !supervisor.problems().isEmpty());
        broker.start();
        await().until(() -> supervisor.statistics().connects() == 2);
        assertThat(supervisor.problems()).isEmpty();
        Listener listener = listen(broker);

        listener.send(TOPICS.root() + "command/acknowledge", "{\"incident\":\"01J\"}", "answers/1", CORRELATION);
        Heard answer = listener.take(on("answers/1"));
        assertThat(answer.payload()).isEqualTo("{\"ok\":true}");
        assertThat(answer.properties().getCorrelationData()).isEqualTo(CORRELATION);

        listener.send(TOPICS.root() + "command/acknowledge", "{\"incident\":\"nope\"}", "answers/2", CORRELATION);
        assertThat(listener.take(on("answers/2")).payload())
                .contains("\"ok\":false")
                .contains("\"code\":\"unknown-incident\"");
    }

    @Test
    void what_is_desired_is_told_at_each_connect_as_it_is_retained_and_at_each_change() throws Exception {
        Listener backEnd = listen(broker.anonymous().start());
        String first = "{\"set\":\"a\"}";
        backEnd.retain(TOPICS.otaDesired(), first);
        MqttSupervisor supervisor = supervise(configuration());
        await().until(() -> desired.equals(List.of(first)));
        supervisor.close();
        MqttSupervisor again = supervise(configuration());
        await().until(() -> desired.equals(List.of(first, first)));
        backEnd.retain(TOPICS.otaDesired(), "");
        await().until(() -> desired.size() == 3 && desired.getLast().isEmpty());
        assertThat(again.problems()).isEmpty();
    }

    @Test
    void a_command_that_is_malformed_or_fails_is_answered_with_a_code_and_harms_nothing() throws Exception {
        Listener listener = listen(broker.anonymous().start());
        MqttSupervisor supervisor = supervise(configuration());
        await().until(() -> supervisor.statistics().connected());
        String command = TOPICS.root() + "command/acknowledge";
        listener.send(command, "{\"incident\":", "a/1", CORRELATION);
        assertThat(listener.take(on("a/1")).payload()).contains("malformed-command");
        listener.send(command, "[1]", "a/2", CORRELATION);
        assertThat(listener.take(on("a/2")).payload()).contains("malformed-command");
        listener.send(command, "[".repeat(100_000), "a/3", CORRELATION);
        assertThat(listener.take(on("a/3")).payload()).contains("malformed-command");
        listener.send(TOPICS.root() + "command/explode", "", "a/4", CORRELATION);
        assertThat(listener.take(on("a/4")).payload())
                .contains("command-failed")
                .contains("boom");
        listener.send(command, "{}", null, null);
        listener.send(command, "{\"incident\":\"01J\"}", "a/5", null);
        assertThat(listener.take(on("a/5")).payload()).contains("\"ok\":true");
        assertThat(supervisor.statistics().connects()).isEqualTo(1);
    }

    @Test
    void the_broker_says_offline_for_a_device_that_was_killed() throws Exception {
        Listener listener = listen(broker.anonymous().start());
        Process agent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CampaignAgent.class.getName(),
                        folder.resolve("agent").toString(),
                        Integer.toString(broker.port()),
                        folder.resolve("journal").toString(),
                        "0",
                        "10")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("agent.log").toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> listener.heard().stream()
                    .anyMatch(h -> h.payload().equals("online")));
        } finally {
            agent.destroyForcibly().waitFor();
        }
        Heard will = listener.take(heard -> heard.payload().equals("offline"));
        assertThat(will.topic()).isEqualTo(CampaignAgent.TOPICS.status());
        assertThat(will.attributes())
                .containsEntry("type", "dev.spotter.status")
                .containsKey("id");
        Listener late = listen(broker);
        assertThat(late.take(on(CampaignAgent.TOPICS.status())).payload()).isEqualTo("offline");
    }

    @Test
    void a_refused_login_is_said_without_the_password_and_used_once_it_is_right() throws Exception {
        Path users = folder.resolve("users");
        run("mosquitto_passwd", "-c", "-b", users.toString(), "rack-3", "right-secret");
        broker.with("listener " + broker.port() + " 127.0.0.1", "password_file " + users)
                .start();
        Path password = Files.writeString(folder.resolve("password"), "wrong-secret\n");
        MqttSupervisor supervisor = supervise(configuration().withLogin("rack-3", password));
        await().until(() -> supervisor.problems().containsKey("login-refused"));
        assertThat(supervisor.problems().toString()).doesNotContain("secret");
        Files.writeString(password, "right-secret\n");
        await().until(() -> supervisor.statistics().connected());
        assertThat(supervisor.problems()).isEmpty();
    }

    @Test
    void a_message_that_the_broker_refuses_is_kept_and_said_while_others_go_on() throws Exception {
        Path rights = Files.writeString(
                folder.resolve("rights"),
                "topic read #\ntopic write " + TOPICS.status() + "\ntopic write " + TOPICS.summary() + "\n");
        broker.anonymous().with("acl_file " + rights).start();
        MqttSupervisor supervisor = supervise(configuration());
        outbox.append(incident(1));
        outbox.append(ENVELOPE.summary(Instant.now(), "{}".getBytes(StandardCharsets.UTF_8)));
        await().until(() -> supervisor.problems().containsKey("publish-refused"));
        assertThat(supervisor.problems().get("publish-refused"))
                .contains(TOPICS.incident())
                .contains("not authorized");
        await().until(() -> outbox.statistics().waiting() == 1);
        assertThat(outbox.next(0, 10).getFirst().message().topic()).isEqualTo(TOPICS.incident());
    }

    @Test
    void a_message_that_is_too_large_for_the_broker_is_kept_and_said_and_costs_no_connection() {
        broker.anonymous().with("max_packet_size 2000").start();
        MqttSupervisor supervisor = supervise(configuration());
        outbox.append(ENVELOPE.incident(Instant.now(), new byte[10_000]));
        outbox.append(incident(1));
        await().until(() -> supervisor.problems().containsKey("publish-refused"));
        assertThat(supervisor.problems().get("publish-refused"))
                .contains("packet too large")
                .contains("2000 bytes");
        await().until(() -> outbox.statistics().waiting() == 1);
        assertThat(supervisor.statistics().connects()).isEqualTo(1);
    }

    @Test
    void a_broker_that_answers_no_more_does_not_hold_up_the_end() throws Exception {
        Process stopped = broker.anonymous().start().process();
        MqttSupervisor supervisor = supervise(configuration());
        await().until(() -> supervisor.statistics().connected());
        run("kill", "-STOP", Long.toString(stopped.pid()));
        for (int i = 0; i < 300; i++) {
            outbox.append(incident(i));
        }
        long begin = System.nanoTime();
        supervisor.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
        assertThat(outbox.statistics().waiting()).isEqualTo(300);
    }

    @Test
    void a_long_time_without_a_broker_leaves_no_threads_behind() {
        broker.anonymous();
        MqttConfiguration quick = configuration().withRetry(Duration.ofMillis(1), Duration.ofMillis(2));
        try (MqttSupervisor supervisor = new MqttSupervisor(quick, TOPICS, outbox, this, this)) {
            supervisor.start();
            await().until(() -> tries(supervisor) >= 20);
            int before = Thread.activeCount();
            await().until(() -> tries(supervisor) >= 200);
            assertThat(Thread.activeCount()).isLessThan(before + 10);
        }
    }

    private static int tries(MqttSupervisor supervisor) {
        String said = supervisor.problems().getOrDefault("broker-unreachable", "(0 tries)");
        return Integer.parseInt(said.replaceFirst(".*\\((\\d+) tr(y|ies)\\).*", "$1"));
    }

    @Override
    public byte[] online() {
        return ("{\"state\":\"online\",\"health\":{\"status\":\"" + health + "\"}}").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] offline() {
        return "{\"state\":\"offline\"}".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public CommandAnswer handle(String name, ObjectNode arguments) {
        if (name.equals("explode")) {
            throw new IllegalStateException("boom");
        }
        return arguments.path("incident").asText().equals("01J")
                ? CommandAnswer.done()
                : CommandAnswer.refused("unknown-incident", "there is no incident " + arguments.path("incident"));
    }

    @Override
    public void desired(byte[] payload) {
        desired.add(new String(payload, StandardCharsets.UTF_8));
    }

    private MqttSupervisor supervise(MqttConfiguration configuration) {
        MqttSupervisor supervisor = new MqttSupervisor(configuration, TOPICS, outbox, this, this);
        open.add(supervisor);
        supervisor.start();
        return supervisor;
    }

    private MqttConfiguration configuration() {
        return configuration(broker.url());
    }

    private static MqttConfiguration configuration(URI url) {
        return MqttConfiguration.of(url).withRetry(Duration.ofMillis(100), Duration.ofMillis(500));
    }

    private Listener listen(Mosquitto at) throws Exception {
        return listen("tcp://127.0.0.1:" + at.port());
    }

    private Listener listen(String url) throws Exception {
        Listener listener = new Listener(url);
        open.add(listener);
        return listener;
    }

    static OutboxMessage incident(int n) {
        return ENVELOPE.incident(
                Instant.now(),
                ("{\"n\":" + n + ",\"score\":0.930,\"replayed\":false}").getBytes(StandardCharsets.UTF_8));
    }

    private static int number(String payload) {
        return Integer.parseInt(payload.replaceFirst(".*\"n\":(\\d+).*", "$1"));
    }

    private static Predicate<Heard> on(String topic) {
        return heard -> heard.topic().equals(topic);
    }

    static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
