package dev.spotter.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.SharedFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The public sets of falls: their units, their clocks, where the sensor was worn, and what is left out. */
class FallRecordingsTest {
    @TempDir
    Path folder;

    @Test
    void sisfall_is_cut_out_of_one_file_in_g_and_degrees_per_second() throws IOException {
        sisFall("F01_SA01_R01,SA01,F01,R01,1,100,50", "D01_SA01_R01,SA01,D01,R01,0,0,100", "bad,SA02,D01,R01,2,0,10");
        assertThat(RecordingFormat.in(folder)).isEqualTo(RecordingFormat.SISFALL);

        Recordings recordings = Recordings.open(RecordingFormat.SISFALL, folder);
        List<Recording> all = recordings.readAll();

        assertThat(all).extracting(Recording::name).containsExactly("D01_SA01_R01", "F01_SA01_R01");
        assertThat(all).extracting(Recording::label).containsExactly(Recording.OTHER, Recording.FALL);
        assertThat(all.get(1).attributes()).containsEntry("site", "waist").containsEntry("activity", "F01");
        float[][] fall = Resampler.all(all.get(1));
        assertThat(fall).hasDimensions(50, 6);
        // sample 100 of the file holds 100 in each channel
        assertThat(fall[0][0]).isEqualTo(100 / 256f);
        assertThat(fall[49][5]).isCloseTo(149 * 4000 / 65536f, within(1e-4f));
        assertThat(recordings.problems()).containsOnlyKeys("recordings-index-bad");
    }

    @Test
    void a_recording_of_sisfall_can_be_read_again_and_one_beyond_the_end_is_left_out() throws IOException {
        sisFall("A,SA01,F01,R01,1,0,50", "B,SA01,F01,R01,1,140,50");
        Recordings recordings = Recordings.open(RecordingFormat.SISFALL, folder);
        assertThat(recordings.readAll()).extracting(Recording::name).containsExactly("A");
        assertThat(recordings.read(0).name()).isEqualTo("A");
        assertThat(recordings.problems())
                .extractingByKey("recording-unreadable")
                .asString()
                .contains("'B'", "it ends within the recording");
    }

    @Test
    void weda_samples_lie_evenly_though_the_watch_hands_them_over_in_bursts() throws IOException {
        Path activity = Files.createDirectories(folder.resolve("50Hz/F03"));
        StringBuilder acceleration = new StringBuilder("accel_time_list,accel_x_list,accel_y_list,accel_z_list\n");
        StringBuilder rate = new StringBuilder("gyro_time_list,gyro_x_list,gyro_y_list,gyro_z_list\n");
        for (int burst = 0; burst < 20; burst++) {
            for (int i = 0; i < 5; i++) {
                double handedOver = burst * 0.1 + i * 0.002;
                acceleration.append(
                        String.format(Locale.ROOT, "%.3f,%.3f,0,9.80665%n", handedOver, (burst * 5 + i) * 0.1));
                rate.append(String.format(Locale.ROOT, "%.3f,0,3.14159265,0%n", handedOver));
            }
        }
        Files.writeString(activity.resolve("U02_R01_accel.csv"), acceleration);
        Files.writeString(activity.resolve("U02_R01_gyro.csv"), rate);
        Files.writeString(activity.resolve("U02_R02_gyro.csv"), rate);
        assertThat(RecordingFormat.in(folder)).isEqualTo(RecordingFormat.WEDA_FALL);

        Recordings recordings = Recordings.open(RecordingFormat.WEDA_FALL, folder);
        List<Recording> all = recordings.readAll();

        assertThat(all).singleElement().satisfies(fall -> {
            assertThat(fall.name()).isEqualTo("F03 U02_R01");
            assertThat(fall.subject()).isEqualTo("U02");
            assertThat(fall.label()).isEqualTo(Recording.FALL);
            assertThat(fall.attributes()).containsEntry("site", "wrist");
            float[][] rows = Resampler.all(fall);
            assertThat(rows.length).isBetween(98, 101);
            // an even ramp on the sensor comes out as one
            for (int i = 1; i < rows.length; i++) {
                assertThat(rows[i][0] - rows[i - 1][0]).isCloseTo(0.1f / 9.80665f, within(2e-4f));
                assertThat(rows[i][2]).isCloseTo(1, within(1e-5f));
                assertThat(rows[i][4]).isCloseTo(180, within(1e-3f));
            }
        });
        assertThat(recordings.problems()).containsOnlyKeys("recording-pair-missing");
    }

    @Test
    void kaus_falls_are_in_milli_g() throws IOException {
        Files.writeString(
                folder.resolve("fall-left.csv"),
                "index,accel_svm_mg,ax_mg,ay_mg,az_mg,gx_dps,gy_dps,gz_dps,gyro_svm_dps,incl_x_deg,incl_y_deg,"
                        + "incl_z_deg\n0,1000,0,-1000,0,90,0,0,90,0,0,0\n1,1000,0,-1000,0,90,0,0,90,0,0,0\n"
                        + "2,1000,0,-500,0,90,0,0,90,0,0,0\n");
        assertThat(RecordingFormat.in(folder)).isEqualTo(RecordingFormat.IMU_FALLS_JASONKAU);
        Recording fall = Recordings.open(RecordingFormat.IMU_FALLS_JASONKAU, folder)
                .readAll()
                .getFirst();
        assertThat(fall.label()).isEqualTo(Recording.FALL);
        assertThat(Resampler.all(fall)).isEqualTo(new float[][] {{0, -1, 0, 90, 0, 0}, {0, -0.5f, 0, 90, 0, 0}});
    }

    @Test
    void the_stairs_have_specific_force_alone_and_watches_in_eighths_of_a_g() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("stairs-07.csv.gz")))) {
            out.write(("""
                    SET|PARTICIPANT|TIMESTAMP|SOURCE|X|Y|Z|TYPE|ACTIVITY|IS_FALL
                    stairs|7|2023-02-01 11:31:12.000|TAG|0|-1|0|A|5|0
                    stairs|7|2023-02-01 11:31:12.000|WATCH_L|0|0.125|0|A|5|0
                    stairs|7|2023-02-01 11:31:12.100|WATCH_L|0|0.125|0|A|5|0
                    stairs|7|2023-02-01 11:31:12.020|TAG|0|-1|0|A|5|0
                    stairs|7|2023-02-01 11:31:12.020|TAG|0|-1|0|A|5|0
                    """).getBytes());
        }
        Files.write(folder.resolve("stairs-08.csv.gz"), new byte[] {1, 2, 3});
        assertThat(RecordingFormat.in(folder)).isEqualTo(RecordingFormat.ASSIST_IOT_STAIRS);

        Recordings wrist = Recordings.open(
                RecordingFormat.ASSIST_IOT_STAIRS, folder, Map.of(Site.ATTRIBUTE, Site.WRIST.toString()));
        assertThat(wrist.channels()).isEqualTo(ImuChannels.ACCELERATION);
        Recording left = wrist.readAll().getFirst();
        assertThat(left.subject()).isEqualTo("07");
        assertThat(left.label()).isEqualTo(Recording.OTHER);
        assertThat(Resampler.all(left)[0]).containsExactly(0, 1, 0);
        assertThat(wrist.problems()).containsOnlyKeys("recording-row-bad");
        assertThat(Recordings.values(RecordingFormat.ASSIST_IOT_STAIRS, folder, Site.ATTRIBUTE))
                .containsExactly("waist", "wrist");
    }

    @Test
    void only_recordings_of_the_site_that_is_asked_for_are_opened() throws IOException {
        sisFall("F01_SA01_R01,SA01,F01,R01,1,0,50");
        assertThat(Recordings.values(RecordingFormat.SISFALL, folder, Site.ATTRIBUTE))
                .containsExactly("waist");
        assertThat(Recordings.open(RecordingFormat.SISFALL, folder, Map.of(Site.ATTRIBUTE, Site.WAIST.toString()))
                        .size())
                .isEqualTo(1);
        assertThatThrownBy(() ->
                        Recordings.open(RecordingFormat.SISFALL, folder, Map.of(Site.ATTRIBUTE, Site.WRIST.toString())))
                .hasMessageContaining("no recording of format sisfall with {site=wrist}");
    }

    @Test
    void the_real_falls_are_read() {
        Recordings waist = Recordings.open(RecordingFormat.SISFALL, SharedFiles.data("sisfall-50hz"));
        Recording first = waist.read(0);
        assertThat(first.name()).isEqualTo("D01_SA01_R01");
        assertThat(Resampler.all(first)).hasDimensions(4999, 6);

        Recordings wrist = Recordings.open(RecordingFormat.WEDA_FALL, SharedFiles.data("weda-fall"));
        List<Recording> all = wrist.readAll();
        assertThat(all).hasSizeGreaterThan(400);
        assertThat(all.stream()
                        .filter(one -> one.label().equals(Recording.FALL))
                        .count())
                .isEqualTo(175);
        assertThat(wrist.problems()).isEmpty();

        assertThat(Recordings.open(RecordingFormat.ASSIST_IOT_STAIRS, SharedFiles.data("assist-iot-stairs"))
                        .readAll())
                .hasSizeGreaterThanOrEqualTo(8);

        assertThat(Recordings.open(RecordingFormat.IMU_FALLS_JASONKAU, SharedFiles.data("imu-falls-jasonkau"))
                        .readAll())
                .hasSize(13);
    }

    private void sisFall(String... rows) throws IOException {
        Files.writeString(
                folder.resolve("index.csv"),
                "id,subject,activity,trial,is_fall,offset_samples,n_samples\n" + String.join("\n", rows) + "\n");
        ByteBuffer samples = ByteBuffer.allocate(150 * 6 * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 150 * 6; i++) {
            samples.putShort((short) (i / 6));
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("sisfall_50hz.i16.gz")))) {
            out.write(samples.array());
        }
    }
}
