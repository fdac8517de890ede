package dev.spotter.capture.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
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
}
