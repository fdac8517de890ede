package dev.spotter.capture.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A camera that sends MJPEG over HTTP, by a small server in this process. */
@Timeout(60)
class HttpCameraTest {
    private static final int RED_LUMA = 81;
    private static final int BLUE_LUMA = 41;

    @TempDir
    private Path folder;

    private byte[] picture(String colour, String size) throws Exception {
        return Files.readAllBytes(Ffmpeg.film(
                folder.resolve(colour + ".jpg"),
                "-f",
                "lavfi",
                "-i",
                "color=c=" + colour + ":size=" + size,
                "-frames:v",
                "1",
                "-q:v",
                "2"));
    }

    /** Luma in the middle of the frame, and in the middle of its upper border. */
    private static int[] luma(CollectedFrames frames, FrameSize size) {
        byte[] planes = frames.last;
        return planes == null
                ? new int[] {-1, -1}
                : new int[] {
                    planes[size.height() / 2 * size.width() + size.width() / 2] & 0xff,
                    planes[2 * size.width() + size.width() / 2] & 0xff
                };
    }

    private static boolean near(int value, int wanted) {
        return Math.abs(value - wanted) <= 3;
    }

    @Test
    void a_size_that_changes_in_mid_stream_changes_neither_the_frames_nor_where_things_are_in_them() throws Exception {
        byte[] square = picture("red", "320x240");
        byte[] wide = picture("blue", "640x320");
        FrameSize size = FrameSize.of("320x240");
        try (MjpegServer server = new MjpegServer(null, square, wide);
                RunningCamera camera = new RunningCamera(
                        "door", CameraConfiguration.of(server.url()).withSize(size))) {
            camera.await(() -> near(luma(camera.frames, size)[0], RED_LUMA));
            assertThat(luma(camera.frames, size)[1]).isCloseTo(RED_LUMA, within(3));
            server.show(1);
            camera.await(() -> near(luma(camera.frames, size)[0], BLUE_LUMA));
            assertThat(luma(camera.frames, size)[1])
                    .as("black above a wide picture")
                    .isEqualTo(16);
            server.show(0);
            camera.await(() -> near(luma(camera.frames, size)[0], RED_LUMA));
            assertThat(camera.source.statistics().restarts()).isZero();
            assertThat(camera.problems()).isEmpty();
        }
    }

    @Test
    void a_login_opens_it_and_a_wrong_one_is_told_without_it() throws Exception {
        byte[] picture = picture("red", "320x240");
        try (MjpegServer server = new MjpegServer("ad'min:p@ss", picture);
                RunningCamera camera = new RunningCamera("door", CameraConfiguration.of(server.url("ad'min:p%40ss@")));
                RunningCamera wrong = new RunningCamera(
                        "wrong", CameraConfiguration.of(server.url("ad'min:p%40sss3cret@") + "?token=t0psecret"))) {
            camera.awaitMoreFrames(3);
            wrong.awaitProblem("camera-failed");
            assertThat(wrong.problems().toString()).contains("401", "***").doesNotContain("sss3cret", "t0psecret");
        }
    }

    @Test
    void a_camera_that_ends_its_stream_is_asked_again() throws Exception {
        byte[] picture = picture("red", "320x240");
        MjpegServer server = new MjpegServer(null, picture);
        try (RunningCamera camera = new RunningCamera("door", CameraConfiguration.of(server.url()))) {
            camera.awaitMoreFrames(3);
            server.close();
            camera.await(() -> camera.source.statistics().restarts() > 1);
            assertThat(camera.problems()).hasSize(1);
        } finally {
            server.close();
        }
    }

    /** Twenty pictures a second come; none has a time stamp, and the agent sees four. */
    @Test
    void no_more_frames_are_seen_than_are_asked_for() throws Exception {
        byte[] picture = picture("red", "320x240");
        try (MjpegServer server = new MjpegServer(null, picture);
                RunningCamera camera = new RunningCamera(
                        "door", CameraConfiguration.of(server.url()).withFps(4))) {
            camera.awaitMoreFrames(9);
            // the first may come at once with what was there before them
            assertThat(camera.frames.times.get(8) - camera.frames.times.get(1))
                    .isBetween(7 * 250_000_000L - 200_000_000L, 10_000_000_000L);
        }
    }

    /** The middle part is hours later, so that by its time stamps the last one is hours before it. */
    @Test
    void time_stamps_that_jump_in_either_direction_neither_stall_a_camera_nor_flood_it() throws Exception {
        byte[] early = transportStream("early", 1, 0);
        byte[] late = transportStream("late", 1, 20_000);
        byte[] lead = transportStream("lead", 3, 0);
        try (ChunkServer server = new ChunkServer();
                RunningCamera plain = RunningCamera.patient("plain", CameraConfiguration.of(server.url()));
                RunningCamera limited = RunningCamera.patient(
                        "limited", CameraConfiguration.of(server.url()).withFps(50))) {
            server.send(lead); // which ffmpeg watches before it begins
            int sent = 3 * 25;
            for (byte[] part : List.of(early, late, early, late)) {
                long before = limited.source.statistics().frames();
                server.send(part);
                sent += 25;
                long least = sent - 2; // ffmpeg knows where a frame ends when the next one begins
                limited.await(() -> limited.source.statistics().frames() > before);
                plain.await(() -> plain.source.statistics().frames() >= least);
                Thread.sleep(50); // or all of the next part may come before the next frame is due
            }
            assertThat(plain.source.statistics().frames()).isLessThanOrEqualTo(7 * 25);
            assertThat(limited.source.statistics().frames()).isLessThanOrEqualTo(7 * 25);
            assertThat(plain.source.statistics().restarts()).isZero();
            assertThat(limited.source.statistics().restarts()).isZero();
        }
    }

    @Test
    void a_camera_that_takes_a_connection_and_says_nothing_is_told_before_it_is_given_up() throws Exception {
        Ffmpeg.require();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RunningCamera camera = new RunningCamera(
                        "door", CameraConfiguration.of("http://127.0.0.1:%d/".formatted(silent.getLocalPort())))) {
            camera.awaitProblem("camera-stalled");
            assertThat(camera.problems().get("camera-stalled")).contains("'door'", "ffmpeg is still trying");
            assertThat(camera.source.statistics().restarts()).isZero();
        }
    }

    private byte[] transportStream(String name, int seconds, int offsetSeconds) throws Exception {
        return Files.readAllBytes(Ffmpeg.film(
                folder.resolve(name + ".ts"),
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x240:rate=25:duration=" + seconds,
                "-c:v",
                "libx264",
                "-pix_fmt",
                "yuv420p",
                "-bf",
                "0",
                "-output_ts_offset",
                Integer.toString(offsetSeconds)));
    }
}
