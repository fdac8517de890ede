package dev.spotter.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/recordings.md shows is what is read. */
class RecordingsPageTest {
    private static final Pattern FILE = Pattern.compile("```csv (\\S+)\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void the_files_on_the_page_are_recordings() throws IOException {
        Matcher files = FILE.matcher(Files.readString(SharedFiles.home().resolve("docs/recordings.md")));
        while (files.find()) {
            Files.writeString(folder.resolve(files.group(1)), files.group(2));
        }
        Recordings recordings = Recordings.open(RecordingFormat.in(folder), folder);
        assertThat(recordings.readAll()).singleElement().satisfies(recording -> {
            assertThat(recording.label()).isEqualTo("squat");
            assertThat(recording.attributes()).containsEntry("rpe", "8");
            assertThat(Resampler.all(recording)).hasNumberOfRows(3);
        });
        assertThat(recordings.size()).isEqualTo(2);
        assertThat(recordings.problems()).containsOnlyKeys("recording-missing");
    }
}
