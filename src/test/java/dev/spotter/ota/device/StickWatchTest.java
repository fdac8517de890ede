package dev.spotter.ota.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that stand for mounted sticks. */
class StickWatchTest {
    @TempDir
    Path folder;

    private final List<Path> found = new CopyOnWriteArrayList<>();

    @Test
    void a_stick_that_comes_or_is_written_anew_is_told_once_each_time() throws IOException {
        Path media = folder.resolve("media");
        try (StickWatch _ = StickWatch.start(media, found::add)) {
            Files.createDirectories(media.resolve("user/holiday-pictures"));
            Path named = repository(media.resolve("user/stick/spotter-updates"));
            await().until(() -> found.equals(List.of(named)));

            Path whole = repository(media.resolve("other"));
            await().until(() -> found.equals(List.of(named, whole)));

            Files.writeString(named.resolve("metadata/timestamp.json"), "{\"newer\":true}");
            await().untilAsserted(() -> assertThat(found).containsExactly(named, whole, named));
        }
    }

    private static Path repository(Path at) throws IOException {
        Files.createDirectories(at.resolve("targets"));
        Files.createDirectories(at.resolve("metadata"));
        Files.writeString(at.resolve("metadata/timestamp.json"), "{}");
        return at;
    }
}
