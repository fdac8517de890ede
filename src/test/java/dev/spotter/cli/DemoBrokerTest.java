package dev.spotter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.SharedFiles;
import dev.spotter.mqtt.CommandAnswer;
import dev.spotter.mqtt.CommandHandler;
import dev.spotter.mqtt.MqttConfiguration;
import dev.spotter.mqtt.MqttSupervisor;
import dev.spotter.mqtt.StatusSource;
import dev.spotter.mqtt.Topics;
import dev.spotter.outbox.Outbox;
import dev.spotter.outbox.OutboxConfiguration;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's broker: there when asked for, gone when the one who asked is gone. */
class DemoBrokerTest implements StatusSource, CommandHandler {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void it_takes_the_next_free_port_speaks_mqtt_5_and_leaves_only_its_log() throws Exception {
        requireLibraries();
        URI url;
        try (DemoBroker broker = DemoBroker.start(SharedFiles.home(), folder.resolve("data"));
                DemoBroker second = DemoBroker.start(SharedFiles.home(), folder.resolve("data2"))) {
            url = broker.url();
            assertThat(broker.said()).contains(url.toString());
            assertThat(second.url().getPort()).isGreaterThan(url.getPort());
            try (Outbox outbox = Outbox.open(OutboxConfiguration.in(folder.resolve("outbox")));
                    MqttSupervisor supervisor = supervise(url, outbox)) {
                await().atMost(PATIENCE).until(() -> supervisor.statistics().connected());
            }
        }
        try (var files = Files.list(folder.resolve("data"))) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactly("demo-broker.log");
        }
        try (var port = new ServerSocket(url.getPort())) {
            assertThat(port.isBound()).as("its port is free again").isTrue();
        }
    }

    @Test
    void it_ends_when_the_demo_is_killed() throws Exception {
        requireLibraries();
        Process demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Demo.class.getName(),
                        SharedFiles.home().toString(),
                        folder.resolve("data").toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = demo.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("up");
            List<ProcessHandle> brokers = demo.children().toList();
            assertThat(brokers).hasSize(1);
            demo.destroyForcibly();
            await().atMost(PATIENCE).until(() -> !brokers.getFirst().isAlive());
        }
        try (var files = Files.list(folder.resolve("data"))) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactly("demo-broker.log");
        }
    }

    @Test
    void websockets_carry_the_same_and_a_client_that_takes_the_place_of_another_shows() throws Exception {
        requireLibraries();
        int port = freePort();
        int webSocketPort = freePort();
        Process broker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        libraries() + "/*",
                        "dev.spotter.demobroker.DemoBrokerMain",
                        Integer.toString(port),
                        Integer.toString(webSocketPort),
                        folder.resolve("broker").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        URI url = URI.create("ws://127.0.0.1:" + webSocketPort + "/mqtt");
        try (Outbox outbox = Outbox.open(OutboxConfiguration.in(folder.resolve("outbox")));
                Outbox other = Outbox.open(OutboxConfiguration.in(folder.resolve("other")));
                MqttSupervisor first = supervise(url, outbox)) {
            await().atMost(PATIENCE).until(() -> first.statistics().connected());
            try (MqttSupervisor second = supervise(URI.create("mqtt://127.0.0.1:" + port), other)) {
                await().atMost(PATIENCE)
                        .until(() -> first.problems().containsKey("session-taken-over")
                                || second.problems().containsKey("session-taken-over"));
            }
        } finally {
            broker.getOutputStream().close();
            broker.waitFor();
        }
    }

    @Test
    void without_one_of_its_own_it_says_whether_there_is_one_on_this_machine() {
        try (DemoBroker broker = DemoBroker.start(null, folder)) {
            assertThat(broker.url()).isEqualTo(URI.create("mqtt://127.0.0.1:1883"));
            assertThat(broker.said()).contains(broker.there() ? "runs on this machine" : "apt-get install mosquitto");
        }
    }

    private MqttSupervisor supervise(URI url, Outbox outbox) {
        MqttConfiguration configuration =
                MqttConfiguration.of(url).withRetry(Duration.ofMillis(100), Duration.ofMillis(500));
        MqttSupervisor supervisor = new MqttSupervisor(configuration, new Topics("a", "b"), outbox, this, this);
        supervisor.start();
        return supervisor;
    }

    @Override
    public byte[] online() {
        return "{\"state\":\"online\"}".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] offline() {
        return "{\"state\":\"offline\"}".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public CommandAnswer handle(String name, ObjectNode arguments) {
        return CommandAnswer.done();
    }

    private static Path libraries() {
        return SharedFiles.home().resolve("packaging/demo-broker/target/lib");
    }

    private static void requireLibraries() {
        assumeTrue(
                Files.isDirectory(libraries()),
                "skipped: the demo's broker is not built; mvn -f packaging/demo-broker/pom.xml package");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A demo to be killed. */
    static final class Demo {
        private Demo() {}

        public static void main(String[] args) throws Exception {
            try (DemoBroker broker = DemoBroker.start(Path.of(args[0]), Path.of(args[1]))) {
                System.out.println(broker.there() ? "up" : "no broker");
                Thread.sleep(Duration.ofMinutes(5));
            }
        }
    }
}
