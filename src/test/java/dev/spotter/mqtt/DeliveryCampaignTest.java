package dev.spotter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand messages while the broker goes away ten times and the agent is killed five times. Locks down: every
 * message whose append returned arrives, a message that arrives twice has the same id and content, and each thread's
 * messages arrive first in the order in which it appended them.
 *
 * <p>mosquitto sends the PUBACK before it saves, so when it is killed it can lose what it acknowledged, which no
 * publisher can heal. It therefore ends by SIGTERM under full load, and by SIGKILL only while the agent is stopped
 * (SIGSTOP) and the subscriber has all that the broker had; for the agent, either is a connection that ends abruptly.
 */
class DeliveryCampaignTest {
    private static final Path SUBSCRIBER = Path.of("/usr/bin/mosquitto_sub");
    private static final int MESSAGES = Integer.getInteger("spotter.campaign.messages", 10_000);
    private static final int PER_SECOND = Integer.getInteger("spotter.campaign.per-second", 1_000);
    private static final int BROKER_STOPS = 10;
    private static final int AGENT_KILLS = 5;
    private static final int EVENTS = BROKER_STOPS + AGENT_KILLS;
    private static final int KEPT_MEANWHILE = MESSAGES / 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Mosquitto broker;
    private Process subscriber;
    private Process agent;
    private int generation;
    private final Map<String, Integer> table = new LinkedHashMap<>();

    @AfterEach
    void close() {
        Stream.of(agent, subscriber).filter(p -> p != null).forEach(Process::destroyForcibly);
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void everything_whose_append_returned_arrives_and_what_arrives_twice_is_the_same() throws Exception {
        assumeTrue(
                Files.isExecutable(SUBSCRIBER),
                "skipped: mosquitto_sub is missing; apt-get install mosquitto mosquitto-clients");
        long begin = System.nanoTime();
        broker = new Mosquitto(folder).anonymous().with("max_queued_messages 0", "max_inflight_messages 200");
        broker.start();
        subscribe();
        // Saved at its end: from now on the broker knows the subscriber's session even after a SIGKILL.
        broker.stop();
        broker.start();
        startAgent();

        for (int event = 1; event <= EVENTS; event++) {
            int reached = MESSAGES / (EVENTS + 1) * event;
            await().atMost(PATIENCE).until(() -> journal().size() >= reached);
            if (event % 3 == 0) {
                killAgent();
                startAgent();
            } else if (event % 2 == 0) {
                stopBroker();
            } else {
                killBroker();
            }
        }
        await().atMost(PATIENCE).until(() -> journal().size() >= MESSAGES);
        agent.getOutputStream().close();
        assertThat(agent.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("all appended and sent")
                .isTrue();
        assertThat(agent.exitValue()).as(() -> text("agent.log")).isZero();
        Set<String> appended = new HashSet<>(journal());
        await().atMost(PATIENCE).until(() -> ids(arrived()).containsAll(appended));
        judge(appended, arrived());
        table.put("seconds", (int) ((System.nanoTime() - begin) / 1_000_000_000L));
        table.forEach((what, number) -> System.out.printf("%-44s %6d%n", what, number));
    }

    private void judge(Set<String> appended, List<String> arrived) {
        Map<String, String> contents = new HashMap<>();
        Map<String, Integer> last = new HashMap<>();
        int duplicates = 0;
        for (String line : arrived) {
            String[] parts = line.split(" ");
            String before = contents.putIfAbsent(parts[0], line);
            if (before != null) {
                duplicates++;
                assertThat(line).as("the same id, the same content").isEqualTo(before);
            } else {
                int n = Integer.parseInt(parts[2]);
                Integer previous = last.put(parts[1], n);
                assertThat(n).as("order of thread %s", parts[1]).isGreaterThan(previous == null ? -1 : previous);
            }
        }
        Set<String> lost = new HashSet<>(appended);
        lost.removeAll(contents.keySet());
        assertThat(lost).as("appended, but never arrived").isEmpty();
        assertThat(appended).hasSizeGreaterThanOrEqualTo(MESSAGES);
        assertThat(table.get("broker stopped (SIGTERM, under load)") + table.get("broker killed (SIGKILL, agent held)"))
                .isEqualTo(BROKER_STOPS);
        assertThat(table.get("agent killed (SIGKILL, under load)")).isEqualTo(AGENT_KILLS);
        table.put("appended (append returned)", appended.size());
        table.put("arrived, different ids", contents.size());
        table.put("arrived without append having returned", contents.size() - appended.size());
        table.put("arrived again, same id and content", duplicates);
        table.put("lost", lost.size());
    }

    private void stopBroker() {
        broker.stop();
        startBrokerAgain();
        table.merge("broker stopped (SIGTERM, under load)", 1, Integer::sum);
    }

    private void killBroker() throws Exception {
        signal("-STOP");
        int[] seen = {-1};
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(() -> {
            int before = seen[0];
            seen[0] = arrived().size();
            return before == seen[0];
        });
        broker.kill();
        signal("-CONT");
        startBrokerAgain();
        table.merge("broker killed (SIGKILL, agent held)", 1, Integer::sum);
    }

    /** After the agent had to keep some. */
    private void startBrokerAgain() {
        int kept = journal().size() + KEPT_MEANWHILE;
        await().atMost(PATIENCE).until(() -> journal().size() >= kept);
        broker.start();
    }

    private void killAgent() throws Exception {
        agent.destroyForcibly();
        agent.waitFor();
        table.merge("agent killed (SIGKILL, under load)", 1, Integer::sum);
    }

    private void signal(String which) throws Exception {
        MqttSupervisorTest.run("kill", which, Long.toString(agent.pid()));
    }

    private void subscribe() throws IOException {
        subscriber = new ProcessBuilder(
                        SUBSCRIBER.toString(),
                        "-V",
                        "mqttv5",
                        "-p",
                        Integer.toString(broker.port()),
                        "-i",
                        "campaign-subscriber",
                        "-c",
                        "-x",
                        "86400",
                        "-q",
                        "1",
                        "-t",
                        CampaignAgent.TOPICS.incident(),
                        "-F",
                        "%p")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("arrived.txt").toFile())
                .start();
        await().atMost(PATIENCE).until(() -> broker.log().contains("SUBACK to campaign-subscriber"));
    }

    private void startAgent() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CampaignAgent.class.getName(),
                folder.resolve("agent").toString(),
                Integer.toString(broker.port()),
                folder.resolve("journal.txt").toString(),
                Integer.toString(generation++),
                Integer.toString(PER_SECOND)));
        agent = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("agent.log").toFile()))
                .start();
    }

    private List<String> journal() {
        return wholeLines("journal.txt");
    }

    private List<String> arrived() {
        return wholeLines("arrived.txt").stream()
                .filter(line -> line.split(" ").length == 3 && !line.startsWith("Warning"))
                .toList();
    }

    private static Set<String> ids(List<String> lines) {
        Set<String> ids = new HashSet<>();
        lines.forEach(line -> ids.add(line.split(" ")[0]));
        return ids;
    }

    private List<String> wholeLines(String name) {
        String text = text(name);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private String text(String name) {
        try {
            Path file = folder.resolve(name);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
