package dev.spotter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.outbox.Outbox;
import dev.spotter.outbox.OutboxConfiguration;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted, with an authority of our own, and with certificates for a login. */
class TlsTest {
    private static final Topics TOPICS = new Topics("riverside", "rack-3");

    @TempDir
    Path folder;

    private Mosquitto broker;
    private Outbox outbox;

    @BeforeEach
    void open() throws Exception {
        broker = new Mosquitto(folder);
        outbox = Outbox.open(OutboxConfiguration.in(folder.resolve("outbox")));
        authority("ca");
        authority("other-ca");
        signed("broker", "ca");
        signed("device", "ca");
    }

    @AfterEach
    void close() {
        outbox.close();
        broker.close();
    }

    @Test
    void a_device_with_a_certificate_of_the_right_authority_is_let_in() {
        listen("require_certificate true", "use_identity_as_username true", "cafile " + pem("ca"));
        try (MqttSupervisor supervisor = supervise("localhost", pem("ca"), pem("device"), key("device"))) {
            await().until(() -> supervisor.statistics().connected());
            assertThat(broker.log()).contains("u'device'");
        }
    }

    @Test
    void a_device_without_a_certificate_is_refused_where_one_is_asked_for() {
        listen("require_certificate true", "cafile " + pem("ca"));
        try (MqttSupervisor supervisor = supervise("localhost", pem("ca"), null, null)) {
            await().until(() -> !supervisor.problems().isEmpty());
            assertThat(supervisor.problems().toString()).doesNotContain("BEGIN");
            assertThat(supervisor.statistics().connected()).isFalse();
        }
    }

    @Test
    void a_broker_of_another_authority_is_not_trusted() {
        listen();
        try (MqttSupervisor supervisor = supervise("localhost", pem("other-ca"), null, null)) {
            await().until(() -> supervisor.problems().containsKey("broker-certificate"));
            assertThat(supervisor.problems().get("broker-certificate")).contains("PKIX path");
        }
    }

    @Test
    void a_broker_whose_certificate_is_for_another_name_is_not_trusted() {
        listen();
        try (MqttSupervisor supervisor = supervise("127.0.0.1", pem("ca"), null, null)) {
            await().until(() -> supervisor.problems().containsKey("broker-certificate"));
            assertThat(supervisor.problems().get("broker-certificate")).contains("127.0.0.1");
        }
    }

    @Test
    void files_that_hold_something_else_are_named() throws Exception {
        listen();
        Path rubbish = Files.writeString(folder.resolve("rubbish.pem"), "nothing of the kind");
        try (MqttSupervisor supervisor = supervise("localhost", rubbish, null, null)) {
            await().until(() -> supervisor.problems().containsKey("certificate"));
            assertThat(supervisor.problems().get("certificate")).contains("rubbish.pem");
        }
        try (MqttSupervisor supervisor = supervise("localhost", pem("ca"), pem("device"), rubbish)) {
            await().until(() -> supervisor.problems().containsKey("private-key"));
            assertThat(supervisor.problems().get("private-key"))
                    .contains("rubbish.pem")
                    .contains("openssl pkcs8");
        }
    }

    private void listen(String... settings) {
        broker.anonymous()
                .with("certfile " + pem("broker"), "keyfile " + key("broker"))
                .with(settings)
                .start();
    }

    private MqttSupervisor supervise(String host, Path ca, Path certificate, Path key) {
        MqttConfiguration configuration = MqttConfiguration.of(URI.create("mqtts://" + host + ":" + broker.port()))
                .withTls(ca, certificate, key)
                .withRetry(Duration.ofMillis(100), Duration.ofMillis(500));
        MqttSupervisor supervisor = new MqttSupervisor(configuration, TOPICS, outbox, new Status(), new NoCommands());
        supervisor.start();
        return supervisor;
    }

    private record Status() implements StatusSource {
        @Override
        public byte[] online() {
            return "{\"state\":\"online\"}".getBytes();
        }

        @Override
        public byte[] offline() {
            return "{\"state\":\"offline\"}".getBytes();
        }
    }

    private record NoCommands() implements CommandHandler {
        @Override
        public CommandAnswer handle(String name, ObjectNode arguments) {
            return CommandAnswer.refused("unknown-command", "there are no commands here");
        }
    }

    private Path pem(String name) {
        return folder.resolve(name + ".pem");
    }

    private Path key(String name) {
        return folder.resolve(name + ".key");
    }

    private void authority(String name) throws Exception {
        MqttSupervisorTest.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=" + name,
                "-keyout",
                key(name).toString(),
                "-out",
                pem(name).toString());
    }

    private void signed(String name, String authority) throws Exception {
        Path request = folder.resolve(name + ".csr");
        Path names = Files.writeString(folder.resolve(name + ".ext"), "subjectAltName=DNS:localhost\n");
        MqttSupervisorTest.run(
                "openssl",
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=" + name,
                "-keyout",
                key(name).toString(),
                "-out",
                request.toString());
        MqttSupervisorTest.run(
                "openssl",
                "x509",
                "-req",
                "-in",
                request.toString(),
                "-CA",
                pem(authority).toString(),
                "-CAkey",
                key(authority).toString(),
                "-CAcreateserial",
                "-days",
                "2",
                "-extfile",
                names.toString(),
                "-out",
                pem(name).toString());
    }
}
