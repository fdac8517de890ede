package dev.spotter.ota.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL while another process replaces metadata over and over: what is there is one of the versions, whole. */
class MetadataStoreKillTest {
    private static final int SIZE = 400_000;
    private static final int SAMPLE = 10;
    private static final int CAMPAIGN = 200;

    @TempDir
    Path folder;

    @Test
    void a_kill_in_the_middle_of_a_write_leaves_the_old_version_or_the_new_one() throws Exception {
        Random random = new Random(20261126);
        int kills = Boolean.getBoolean("spotter.campaigns") ? CAMPAIGN : SAMPLE;
        int unfinished = 0;
        for (int i = 0; i < kills; i++) {
            Path role = folder.resolve("targets.json");
            Files.deleteIfExists(role);
            Process writer = start();
            await().until(() -> Files.exists(role) || !writer.isAlive());
            assertThat(writer.isAlive()).isTrue();
            writer.waitFor(random.nextInt(60), TimeUnit.MILLISECONDS);
            writer.destroyForcibly().waitFor();

            try (MetadataStore store = new MetadataStore(folder)) {
                byte[] bytes = store.read("targets", SIZE).orElseThrow();
                assertThat(bytes).isEqualTo(version(bytes[0]));
            }
            unfinished += Files.exists(folder.resolve("targets.json.new")) ? 1 : 0;
            try (var files = Files.list(folder)) {
                assertThat(files.filter(file -> file.toString().endsWith(".json")))
                        .containsExactly(role);
            }
        }
        assertThat(unfinished).as("kills that hit an unfinished write").isPositive();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
    }

    private static byte[] version(byte filler) {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, filler);
        return bytes;
    }

    /** The process that is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            try (MetadataStore store = new MetadataStore(Path.of(arguments[0]))) {
                for (byte filler = 0; ; filler++) {
                    store.write("targets", version(filler));
                }
            }
        }
    }
}
