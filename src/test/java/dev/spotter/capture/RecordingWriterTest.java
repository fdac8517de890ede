package dev.spotter.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own format, written and read again. */
class RecordingWriterTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00.250Z");

    @TempDir
    Path folder;

    private RecordingFile begin(int samples) {
        RecordingFile file = new RecordingWriter(folder).begin("bar imu", START);
        float[] values = new float[6];
        for (int i = 0; i < samples; i++) {
            for (int channel = 0; channel < 6; channel++) {
                values[channel] = (channel % 2 == 0 ? -1 : 1) * (i * 0.01f + channel);
            }
            file.sample(5_000_000_000L + i * 20_000_000L, values);
        }
        return file;
    }

    @Test
    void what_was_written_is_read_again() {
        RecordingDescription set = new RecordingDescription(
                "anna, the first",
                "squat",
                Optional.of(new RepetitionCount(4, 5, 5, true)),
                Map.of("lifter", "novice", "note", "says \"heavy\""));
        begin(500).finish(set);
        begin(3).finish(new RecordingDescription("ben", Recording.UNLABELLED, Optional.empty(), Map.of()));
        List<Recording> all =
                Recordings.open(RecordingFormat.in(folder), folder).readAll();
        assertThat(all)
                .extracting(Recording::name)
                .containsExactly("bar-imu-20261123-100000", "bar-imu-20261123-100000-1");
        Recording first = all.getFirst();
        assertThat(first.subject()).isEqualTo("anna, the first");
        assertThat(first.label()).isEqualTo("squat");
        assertThat(first.attributes()).isEqualTo(set.attributes());
        assertThat(first.start()).isEqualTo(START);
        assertThat(first.count()).contains(new RepetitionCount(4, 5, 5, true));
        float[][] rows = Resampler.all(first);
        assertThat(rows).hasNumberOfRows(500);
        assertThat(rows[321]).containsExactly(-3.21f, 4.21f, -5.21f, 6.21f, -7.21f, 8.21f);
        assertThat(all.getLast().count()).isEmpty();
    }

    @Test
    void a_recording_that_was_not_finished_leaves_nothing() throws IOException {
        try (RecordingFile file = begin(700)) {
            assertThat(file.path()).exists();
        }
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void a_sample_is_written_without_allocating() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        float[] values = {0.1f, -1, 0.2f, 3, -44.5f, 1999.9f};
        long least = Long.MAX_VALUE;
        try (RecordingFile file = begin(1)) {
            long time = 6_000_000_000L;
            for (int round = 0; round < 50; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 100; i++) {
                    file.sample(time += 20_000_000, values);
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
        }
        assertThat(least).isZero();
    }

    @Test
    void samples_that_are_none_are_refused() {
        try (RecordingFile file = begin(1)) {
            assertThatThrownBy(() -> file.sample(0, new float[6]))
                    .isInstanceOfSatisfying(CaptureException.class, e -> assertThat(e.code())
                            .isEqualTo("recording-time-not-increasing"));
            assertThatThrownBy(() -> file.sample(Long.MAX_VALUE / 2, new float[] {0, 0, 0, Float.NaN, 0, 0}))
                    .isInstanceOf(CaptureException.class);
        }
        assertThatThrownBy(() -> new RecordingDescription("a\nb", "squat", Optional.empty(), Map.of()))
                .isInstanceOf(CaptureException.class);
        assertThatThrownBy(() -> new RecordingDescription("a", "squat", Optional.empty(), Map.of("x", "a;b=c")))
                .isInstanceOf(CaptureException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x.csv,a,squat,2026-11-23T10:00:00Z,5,",
                "x.csv,,squat,2026-11-23T10:00:00Z,5,",
                "x.csv,a,squat,yesterday,5,",
                "x.csv,a,squat,2026-11-23T10:00:00Z,many,",
                "x.csv,a,squat,2026-11-23T10:00:00Z,9-5,",
                "x.csv,a,squat,2026-11-23T10:00:00Z,5,novice",
                "x.csv,a,squat"
            })
    void a_bad_row_of_the_index_is_said_with_its_line_and_the_others_are_read(String row) throws IOException {
        begin(9).finish(new RecordingDescription("ben", "row", Optional.empty(), Map.of()));
        Path index = folder.resolve("recordings.csv");
        Files.writeString(index, Files.readString(index) + row + "\n");
        Recordings recordings = Recordings.open(RecordingFormat.SPOTTER, folder);
        assertThat(recordings.readAll()).hasSize(1);
        assertThat(recordings.problems().get("recordings-index-bad")).startsWith(index + ":3: ");
    }

    @Test
    void an_indexed_file_that_is_missing_is_said() throws IOException {
        begin(9).finish(new RecordingDescription("ben", "row", Optional.empty(), Map.of()));
        Path index = folder.resolve("recordings.csv");
        Files.writeString(index, Files.readString(index) + "gone.csv,a,squat,2026-11-23T10:00:00Z,5,\n");
        Recordings recordings = Recordings.open(RecordingFormat.SPOTTER, folder);
        assertThat(recordings.readAll()).hasSize(1);
        assertThat(recordings.problems()).containsOnlyKeys("recording-missing");
    }
}
