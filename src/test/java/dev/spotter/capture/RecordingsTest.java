package dev.spotter.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.spotter.SharedFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a folder of recordings gives, and what it does with files that are no good. */
class RecordingsTest {
    private static final long FIRST = 1_547_468_520_000L;

    @TempDir
    Path folder;

    @Test
    void the_real_recordings_are_all_read() {
        Recordings recordings = Recordings.open(RecordingFormat.METAMOTION, SharedFiles.data("barbell-metamotion"));
        List<Recording> all = recordings.readAll();
        assertThat(recordings.problems()).isEmpty();
        assertThat(all).hasSize(43);
        assertThat(all).extracting(Recording::label).containsOnly("bench", "squat", "dead", "ohp", "row", "rest");
        assertThat(all).extracting(Recording::subject).containsOnly("A", "C");
        assertThat(all.stream().filter(recording -> recording.count().isPresent()))
                .hasSize(41)
                .allMatch(recording -> recording.count().orElseThrow().counted());
        assertThat(all.stream().filter(recording -> recording.doubt().isPresent()))
                .singleElement()
                .satisfies(recording -> {
                    assertThat(recording.name()).isEqualTo("C-bench-heavy 14.51.27");
                    assertThat(recording.doubt().orElseThrow()).startsWith("likely ohp: starts with a drive");
                });
        assertThat(all)
                .filteredOn(recording -> recording.name().startsWith("A-dead-medium1"))
                .singleElement()
                .satisfies(recording -> {
                    assertThat(recording.attributes())
                            .containsEntry("category", "medium")
                            .containsEntry("set", "1")
                            .containsEntry("rpe", "6");
                    assertThat(recording.count()).contains(new RepetitionCount(9, 9, 10, true));
                });
        assertThat(all)
                .filteredOn(recording -> recording.name().startsWith("A-bench-half"))
                .singleElement()
                .extracting(recording -> recording.attributes().get("category"), Recording::label)
                .containsExactly("half", "bench");
        assertThat(all).isSortedAccordingTo((a, b) -> a.start().compareTo(b.start()));
    }

    @Test
    void a_pair_is_found_by_its_start_though_its_names_differ() throws IOException {
        MetaMotionFiles.write(
                folder.resolve("form"),
                "A-bench-half ",
                "2019-01-18T18.28.28.218",
                "Accelerometer",
                MetaMotionFiles.rows(FIRST + 365, 80, 50, 1e-3));
        MetaMotionFiles.write(
                folder.resolve("form"),
                "A-bench-half",
                "2019-01-18T18.28.28.218",
                "Gyroscope",
                MetaMotionFiles.rows(FIRST, 40, 100, 1));
        MetaMotionFiles.pair(
                folder.resolve("raw"), "B-ohp-heavy2-rpe7.5", "2019-01-18T18.30.28.218", FIRST + 9000, FIRST + 9000);
        List<Recording> all =
                Recordings.open(RecordingFormat.METAMOTION, folder).readAll();
        assertThat(all)
                .extracting(Recording::name, Recording::subject, Recording::label, Recording::duration)
                .containsExactly(
                        tuple("A-bench-half 18.28.28", "A", "bench", Duration.ofMillis(3595)),
                        tuple("B-ohp-heavy2 18.30.28", "B", "ohp", Duration.ofMillis(3920)));
        assertThat(all.getFirst().start().toEpochMilli()).isEqualTo(FIRST + 365);
        assertThat(all.getFirst().count()).isEmpty();
        assertThat(all.getLast().count()).contains(RepetitionCount.nominal(5));
        assertThat(all.getLast().attributes()).containsEntry("rpe", "7.5").containsEntry("set", "2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recording-empty|''",
                "recording-empty|HEADER",
                "recording-header-unknown|a,b,c",
                "recording-header-unknown|epoch (ms),time (01:00),elapsed (s),x-axis (deg/s),y-axis (deg/s),z-axis (deg/s)",
                "recording-number-bad:3|HEADER;1547468520000,x,0,0,0,1;1547468520080,x,0.08,NaN,0,1",
                "recording-number-bad:2|HEADER;1547468520000,x,0,0,1e999,1",
                "recording-number-bad:2|HEADER;1547468520000,x,0,0,,1",
                "recording-number-bad:2|HEADER;-5,x,0,0,1,1",
                "recording-time-not-increasing:3|HEADER;1547468520080,x,0,0,0,1;1547468520000,x,0.08,0,0,1",
                "recording-time-not-increasing:3|HEADER;1547468520080,x,0,0,0,1;1547468520080,x,0.08,0,0,1",
                "recording-row-bad:3|HEADER;1547468520000,x,0,0,0,1;1547468520080,x",
                "recording-row-bad:2|HEADER;1547468520000,x,0,\"0,0,1",
                "recording-value-out-of-range:2|HEADER;1547468520000,x,0,0,4000,1",
                "recording-pair-missing|HEADER;1547468590000,x,0,0,0,1",
                "recording-clocks-apart|HEADER;1547468519900,x,0,0,0,1;1547468519950,x,0,0,0,1"
            })
    void a_bad_file_is_left_out_and_said_while_the_others_are_read(String code, String content) throws IOException {
        MetaMotionFiles.pair(folder, "A-squat-heavy1", "2019-01-14T14.00.00.000", FIRST - 60_000, FIRST - 60_000);
        Path bad = MetaMotionFiles.write(
                folder,
                "A-row-heavy",
                "2019-01-14T14.22.00.000",
                "Accelerometer",
                content.replace("HEADER", MetaMotionFiles.ACCELEROMETER_HEADER).replace(';', '\n'));
        MetaMotionFiles.write(
                folder, "A-row-heavy", "2019-01-14T14.22.00.000", "Gyroscope", MetaMotionFiles.rows(FIRST, 40, 9, 1));
        Recordings recordings = Recordings.open(RecordingFormat.METAMOTION, folder);
        assertThat(recordings.readAll()).extracting(Recording::name).containsExactly("A-squat-heavy1 14.00.00");
        String[] parts = code.split(":");
        assertThat(recordings.problems()).containsKey(parts[0]);
        assertThat(recordings.problems().get(parts[0])).contains(bad + ":" + (parts.length > 1 ? parts[1] + ":" : ""));
    }

    @Test
    void a_file_that_is_no_text_or_too_large_is_left_out() throws IOException {
        MetaMotionFiles.pair(folder, "A-squat-heavy1", "2019-01-14T14.00.00.000", FIRST, FIRST);
        Path binary = MetaMotionFiles.write(folder, "A-row-heavy", "2019-01-14T14.22.00.000", "Gyroscope", "");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, (byte) 0x80});
        Path large = MetaMotionFiles.write(folder, "A-row-heavy", "2019-01-14T14.25.00.000", "Gyroscope", "");
        try (var channel = Files.newByteChannel(large, StandardOpenOption.WRITE)) {
            channel.position(CsvRows.LARGEST_BYTES);
            channel.write(ByteBuffer.wrap(new byte[] {'x'}));
        }
        MetaMotionFiles.write(folder, "nonsense", "2019-01-14T14.26.00.000", "Gyroscope", "");
        Recordings recordings = Recordings.open(RecordingFormat.METAMOTION, folder);
        assertThat(recordings.readAll()).hasSize(1);
        assertThat(recordings.problems())
                .containsOnlyKeys("recording-unreadable", "recording-too-large", "recording-name-unknown");
    }

    @Test
    void a_folder_without_recordings_or_none_at_all_is_refused_with_a_code() {
        assertThatThrownBy(() -> Recordings.open(RecordingFormat.METAMOTION, folder))
                .isInstanceOfSatisfying(
                        CaptureException.class, e -> assertThat(e.code()).isEqualTo("recordings-empty"));
        assertThatThrownBy(() -> Recordings.open(RecordingFormat.METAMOTION, folder.resolve("none")))
                .isInstanceOfSatisfying(
                        CaptureException.class, e -> assertThat(e.code()).isEqualTo("recordings-missing"));
        assertThatThrownBy(() -> RecordingFormat.of("wav"))
                .hasMessageStartingWith("there is no recording format 'wav'; there are metamotion, spotter, ");
    }

    @Test
    void a_table_of_counts_with_a_bad_row_keeps_its_good_ones() throws IOException {
        MetaMotionFiles.pair(folder, "A-squat-heavy1", "2019-01-14T14.00.00.000", FIRST, FIRST);
        MetaMotionFiles.pair(folder, "A-squat-medium2", "2019-01-14T14.05.00.000", FIRST + 300_000, FIRST + 300_000);
        Files.writeString(
                folder.resolve("reps-counted.csv"),
                "set,start,nominal,best,least,most,note\nA-squat-heavy1,14.00.00,5,4,4,5,\"one, perhaps\"\n"
                        + "A-squat-medium2,14.05.00,10,x,1,2,\n");
        Recordings recordings = Recordings.open(RecordingFormat.METAMOTION, folder);
        assertThat(recordings.readAll())
                .extracting(Recording::count)
                .containsExactly(
                        Optional.of(new RepetitionCount(4, 4, 5, true)), Optional.of(RepetitionCount.nominal(10)));
        assertThat(recordings.problems().get("recording-number-bad")).contains("reps-counted.csv:3: best is 'x'");
    }
}
