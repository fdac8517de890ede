package dev.spotter.capture.camera;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A camera of the network, by a real RTSP server that is killed, stalled and begun anew under it. */
@Timeout(120)
class RtspCameraTest {
    @Test
    void a_server_that_is_killed_and_comes_back_is_told_and_watched_again() throws Exception {
        try (RtspServer server = RtspServer.open();
                RunningCamera camera = new RunningCamera("rack-cam", CameraConfiguration.of(server.url()))) {
            camera.awaitMoreFrames(5);
            assertThat(camera.problems()).isEmpty();
            server.kill();
            camera.await(() -> camera.problems().toString().contains("refused"));
            assertThat(camera.problems())
                    .containsOnlyKeys("camera-failed")
                    .hasEntrySatisfying(
                            "camera-failed", sentence -> assertThat(sentence).contains("rack-cam", server.url()));
            camera.await(() -> System.nanoTime() - camera.frames.times.getLast() > 1_000_000_000L);
            server.start();
            camera.awaitMoreFrames(5);
            assertThat(camera.problems()).isEmpty();
            assertThat(camera.source.statistics().restarts()).isPositive();
            assertThat(camera.frames.gaps).isNotEmpty().allSatisfy(gap -> assertThat(gap[1] - gap[0])
                    .isGreaterThan(1_000_000_000));
            assertThat(camera.frames.numbers).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void a_server_that_stalls_is_given_up_in_time_told_and_watched_again_when_it_goes_on() throws Exception {
        try (RtspServer server = RtspServer.open();
                RunningCamera camera = new RunningCamera("rack-cam", CameraConfiguration.of(server.url()))) {
            camera.awaitMoreFrames(5);
            server.stall();
            camera.awaitProblem("camera-stalled");
            assertThat(camera.problems().get("camera-stalled")).contains("rack-cam", "no frame came");
            server.resume();
            camera.awaitMoreFrames(5);
            assertThat(camera.problems()).isEmpty();
        }
    }

    @Test
    void a_child_that_stalls_or_is_killed_is_replaced() throws Exception {
        try (RtspServer server = RtspServer.open();
                RunningCamera camera = new RunningCamera("rack-cam", CameraConfiguration.of(server.url()))) {
            camera.awaitMoreFrames(5);
            ProcessHandle first = camera.child(server.url());
            Signal.STOP.to(first);
            camera.await(() -> !first.isAlive());
            camera.awaitMoreFrames(5);
            ProcessHandle second = camera.child(server.url());
            Signal.KILL.to(second);
            camera.await(() -> camera.source.statistics().restarts() > 1);
            camera.awaitMoreFrames(5);
            assertThat(camera.problems()).isEmpty();
        }
    }

    @Test
    void a_password_opens_the_camera_and_stands_in_no_command_line() throws Exception {
        try (RtspServer server = RtspServer.open("admin", "p@ss w/rd'1");
                RunningCamera camera =
                        new RunningCamera("rack-cam", CameraConfiguration.of(server.url("admin:p%40ss%20w%2Frd'1")))) {
            camera.awaitMoreFrames(5);
            ProcessHandle child = camera.child("-f concat");
            assertThat(child.info().commandLine().orElseThrow()).doesNotContain("w%2Frd", "w/rd", "admin");
        }
    }

    @Test
    void a_wrong_password_is_told_as_that_and_not_repeated() throws Exception {
        try (RtspServer server = RtspServer.open("admin", "right");
                RunningCamera camera =
                        new RunningCamera("rack-cam", CameraConfiguration.of(server.url("admin:s3cr%65t")))) {
            camera.awaitProblem("camera-failed");
            assertThat(camera.problems().get("camera-failed"))
                    .contains("rack-cam", "401")
                    .doesNotContain("s3cr");
            assertThat(camera.source.toString() + camera.failure).doesNotContain("s3cr");
        }
    }

    @Test
    void many_cameras_are_not_hurt_by_one_that_is_broken() throws Exception {
        try (RtspServer server = RtspServer.open();
                RtspServer broken = RtspServer.open();
                RunningCamera one = RunningCamera.patient("one", CameraConfiguration.of(server.url()));
                RunningCamera two = RunningCamera.patient("two", CameraConfiguration.of(server.url()));
                RunningCamera bad = new RunningCamera("bad", CameraConfiguration.of(broken.url()))) {
            one.awaitMoreFrames(5);
            two.awaitMoreFrames(5);
            bad.awaitMoreFrames(5);
            broken.stall();
            bad.awaitProblem("camera-stalled");
            broken.kill();
            bad.awaitProblem("camera-failed");
            one.awaitMoreFrames(30);
            two.awaitMoreFrames(30);
            assertThat(one.problems()).isEmpty();
            assertThat(two.problems()).isEmpty();
            assertThat(one.source.statistics().restarts()).isZero();
        }
    }
}
