package dev.spotter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spotter.mqtt.Listener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a newcomer starts it: at the pace of real lifters, with its own broker. */
class DemoIT {
    private static final Pattern BROKER = Pattern.compile("broker: mqtt://127\\.0\\.0\\.1:(\\d+).*");

    @TempDir
    private Path folder;

    @Test
    void three_racks_lift_and_their_sets_arrive_at_the_demos_own_broker() throws Exception {
        assumeTrue(
                System.getProperty("spotter.binary", "").isBlank(),
                "skipped: the native binary has no broker of its own, it uses one on localhost");
        assumeTrue(
                Files.isDirectory(SharedFiles.home().resolve("packaging/demo-broker/target/lib")),
                "skipped: the demo's broker is not built; ./spotter test builds it");
        try (SpotterProcess demo = SpotterProcess.start(folder, "demo")) {
            await().atMost(Duration.ofSeconds(90)).until(() -> broker(demo) > 0);
            try (Listener backEnd = new Listener("tcp://127.0.0.1:" + broker(demo))) {
                await().atMost(Duration.ofMinutes(3))
                        .untilAsserted(() -> assertThat(demo.lines()).anyMatch(line -> line.contains("set ended: ")));
                await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(topics(backEnd))
                        .contains("spotter/v1/demo-gym/demo/status", "spotter/v1/demo-gym/demo/summary")
                        .anyMatch(topic -> topic.startsWith("spotter/v1/demo-gym/demo/state/rack-")));
            }
            demo.interrupt();
            assertThat(demo.alive()).isFalse();
            assertThat(demo.lines()).contains("stopping").noneMatch(line -> line.contains("Exception"));
        }
    }

    private static List<String> topics(Listener backEnd) {
        return backEnd.heard().stream().map(Listener.Heard::topic).toList();
    }

    private static int broker(SpotterProcess demo) {
        return demo.lines().stream()
                .map(BROKER::matcher)
                .filter(Matcher::matches)
                .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                .findFirst()
                .orElse(0);
    }
}
