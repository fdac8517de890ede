package dev.spotter.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Curls of the Weight Lifting Exercises: sensors in step, each set behind its lifter's reference, bad rows and people left out. */
class WleRecordingsTest {
    private static final double SET = 20;

    @TempDir
    Path folder;

    private final WleFiles files = new WleFiles();

    @Test
    void each_set_is_a_recording_that_begins_with_what_its_lifter_does_rightly() throws IOException {
        files.person("anna", "ABC", SET).write(folder);
        Recordings recordings = open();
        assertThat(recordings.channels())
                .hasSize(36)
                .startsWith("belt.acceleration-x")
                .contains("arm.angular-rate-z", "dumbbell.magnetic-field-y")
                .endsWith("forearm.magnetic-field-z");
        List<Recording> all = recordings.readAll();
        assertThat(recordings.problems()).isEmpty();
        assertThat(all).extracting(Recording::name).containsExactly("anna A", "anna B", "anna C");
        assertThat(all).extracting(Recording::subject).containsOnly("anna");
        assertThat(all).extracting(Recording::label).containsExactly("A", "B", "C");
        assertThat(all.get(1).count()).contains(RepetitionCount.nominal(10));

        Recording right = all.getFirst();
        JudgedPart judged = JudgedPart.of(right);
        assertThat(judged).isEqualTo(new JudgedPart(0, 7_500_000_000L, 1));
        // it goes on without a gap, from the first curl to the end of the set
        assertThat(Resampler.all(right)).hasNumberOfRows((int) (right.duration().toMillis() / 20) + 1);
        assertThat(right.duration().toMillis() / 1000.0).isBetween(SET - WleFiles.STANDING - 1.5, SET);

        Recording wrong = all.getLast();
        assertThat(JudgedPart.of(wrong).setFromNanos()).isEqualTo(9_500_000_000L);
        assertThat(JudgedPart.of(wrong).fromNanos()).isEqualTo(9_500_000_000L);
        Resampler resampler = new Resampler(wrong);
        boolean gap = false;
        while (resampler.next()) {
            gap |= resampler.afterGap();
            double seconds = resampler.nanos() / 1e9;
            assertThat(seconds <= 7.5 || seconds >= 9.5).isTrue();
            if (seconds > 2.5) {
                assertThat(resampler.values()[0]).isEqualTo(seconds <= 7.5 ? 1f : 3f);
            }
        }
        assertThat(gap).isTrue();
        assertThat(wrong.start())
                .isEqualTo(Instant.ofEpochSecond(1_322_000_000L + 40).minusMillis(9500));
    }

    @Test
    void values_are_in_g_degrees_per_second_and_microtesla() throws IOException {
        files.person("anna", "AB", SET).write(folder);
        float[] sample = Resampler.all(open().readAll().getLast())[400];
        assertThat(sample[0]).isEqualTo(2);
        assertThat(Math.abs(sample[5])).isBetween(1f, 58f);
        assertThat(sample[6]).isEqualTo(10);
    }

    @Test
    void sensors_that_were_logged_late_are_put_in_step() throws IOException {
        files.late(Map.of("arm", 6.0, "forearm", 2.4))
                .person("anna", "ABCDE", SET)
                .write(folder);
        List<Recording> all = open().readAll();
        assertThat(all).hasSize(5);
        for (int set = 1; set < 4; set++) {
            float[][] rows = Resampler.all(all.get(set));
            // a change is found to within half of what a description looks at, and the step of the search
            int unclear = 85;
            for (int row = rows.length - 900; row < rows.length - unclear; row++) {
                for (int channel = 0; channel < 36; channel += 9) {
                    assertThat(rows[row][channel])
                            .as("set %d row %d of %d", set, row, rows.length)
                            .isEqualTo(set + 1f);
                }
            }
        }
        Recording last = all.getLast();
        assertThat(JudgedPart.of(last).share()).isBetween(0.6, 0.8);
        assertThat(last.count().orElseThrow().best()).isBetween(6, 8);
    }

    @Test
    void rows_may_come_in_any_order_and_twice() throws IOException {
        files.person("anna", "AB", SET).person("ben", "AB", SET).write(folder);
        List<Recording> inOrder = open().readAll();
        files.rows().add(files.rows().get(100));
        Collections.shuffle(files.rows(), new Random(7));
        files.write(folder);
        List<Recording> shuffled = open().readAll();
        assertThat(shuffled).hasSameSizeAs(inOrder);
        for (int i = 0; i < inOrder.size(); i++) {
            assertThat(Resampler.all(shuffled.get(i))).isDeepEqualTo(Resampler.all(inOrder.get(i)));
        }
    }

    @Test
    void rows_that_no_sensor_gives_are_left_out_each_with_its_line() throws IOException {
        files.person("anna", "AB", SET);
        files.spoil(10, "accel_arm_x", "much");
        files.spoil(11, "magnet_belt_z", "NaN");
        files.spoil(12, "raw_timestamp_part_2", "1000000");
        files.spoil(13, "gyros_dumbbell_x", "-204");
        files.rows().set(14, "A,anna,1322000000");
        files.spoil(15, "classe", "");
        files.write(folder);
        Recordings recordings = open();
        assertThat(recordings.readAll()).hasSize(2);
        assertThat(recordings.problems())
                .containsOnlyKeys("recording-number-bad", "recording-value-out-of-range", "recording-row-bad");
        assertThat(recordings.problems().get("recording-number-bad"))
                .contains("curls.csv:12: accel_arm_x is 'much'", "curls.csv:13", "curls.csv:14");
        assertThat(recordings.problems().get("recording-value-out-of-range"))
                .contains("curls.csv:15: gyros_dumbbell_x is -204, as dumbbell.angular-rate-x -11688");
        assertThat(recordings.problems().get("recording-row-bad")).contains("curls.csv:16", "curls.csv:17");
    }

    @Test
    void a_file_without_a_sensors_column_is_refused_and_says_which() throws IOException {
        files.person("anna", "AB", SET).write(folder, "gyros_belt_y", "magnet_arm_z");
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        CaptureException.class, e -> assertThat(e.code()).isEqualTo("recordings-empty"))
                .hasMessageContaining("the header lacks gyros_belt_y, magnet_arm_z");
    }

    @Test
    void people_who_cannot_be_judged_are_left_out_and_the_others_are_not() throws IOException {
        files.person("anna", "AC", SET)
                .person("single", "A", SET)
                .person("wrong", "BC", SET)
                .person("brief", "BA", 6)
                .person("mixed", "ABA", SET)
                .person("forever", "AB", SET, 4000)
                .person("hasty", "ABCDE", 2);
        files.write(folder);
        Recordings recordings = open();
        assertThat(recordings.readAll()).extracting(Recording::name).containsExactly("anna A", "anna C");
        assertThat(recordings.problems())
                .containsOnlyKeys(
                        "recording-clocks-apart",
                        "recording-reference-missing",
                        "recording-time-not-increasing",
                        "recording-time-out-of-range");
        assertThat(recordings.problems().get("recording-clocks-apart"))
                .contains("'single' has one set only", "'hasty' has sets too short");
        assertThat(recordings.problems().get("recording-reference-missing"))
                .contains("'wrong' has no set 'A'", "'brief' lifts rightly for");
        assertThat(recordings.problems().get("recording-time-not-increasing"))
                .contains("'mixed' has sets 'A' and 'B' that overlap");
        assertThat(recordings.problems().get("recording-time-out-of-range")).contains("'forever' lasts 4040 s");
    }

    @Test
    void what_lies_beside_in_the_folder_is_no_recording() throws IOException {
        files.person("anna", "AB", SET).write(folder);
        Files.writeString(folder.resolve("notes.csv"), "user_name,remark\nanna,tall\n");
        Files.write(folder.resolve("binary.csv"), new byte[] {(byte) 0xff, 0, (byte) 0xfe});
        assertThat(RecordingFormat.in(folder)).isEqualTo(RecordingFormat.WLE);
        assertThat(open().problems()).isEmpty();
        Files.delete(folder.resolve("curls.csv"));
        assertThat(RecordingFormat.in(folder)).isEqualTo(RecordingFormat.METAMOTION);
    }

    @Test
    void the_published_sessions_give_five_sets_each_and_leave_out_one_row() {
        Recordings recordings = Recordings.open(RecordingFormat.WLE, SharedFiles.data("wle-dumbbell-curl"));
        List<Recording> all = recordings.readAll();
        assertThat(all).hasSize(25);
        assertThat(all).extracting(Recording::name).contains("adelmo A", "pedro E");
        assertThat(recordings.problems()).containsOnlyKeys("recording-value-out-of-range");
        for (Recording recording : all) {
            JudgedPart judged = JudgedPart.of(recording);
            assertThat(judged.share()).isBetween(recording.label().equals("E") ? 0.5 : 1, 1.0);
            double judgedSeconds = (recording.lastNanos() - judged.fromNanos()) / 1e9;
            assertThat(judgedSeconds).as(recording.name()).isBetween(14.0, 35.0);
            // a hole of 0.94 s in eurico's set D is none when it is stretched either
            double gap = recording.label().equals("A") ? 0 : WleSession.GAP_SECONDS;
            assertThat(Resampler.all(recording).length / 50.0)
                    .as(recording.name())
                    .isCloseTo(recording.duration().toMillis() / 1000.0 - gap, within(0.6));
        }
    }

    private Recordings open() {
        return Recordings.open(RecordingFormat.WLE, folder);
    }
}
