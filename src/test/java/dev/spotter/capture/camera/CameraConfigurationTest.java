package dev.spotter.capture.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.capture.CaptureException;
import dev.spotter.capture.Speed;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CameraConfigurationTest {
    private static void assertRefused(String code, ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOfSatisfying(CaptureException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/video0, Device, true",
        "rtsp://cam/stream, Network, true",
        "rtsps://cam/stream, Network, true",
        "http://cam/video, Network, true",
        "lavfi:testsrc2=size=64x48, TestSource, false",
        "films/a:b.mp4, Film, false",
        "/films/a.mp4, Film, false"
    })
    void an_address_says_what_kind_of_camera_it_is(String url, String kind, boolean live) {
        CameraAddress address = CameraAddress.of(url, Path.of("/profiles"));
        assertThat(address.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(address.live()).isEqualTo(live);
    }

    @Test
    void a_film_is_relative_to_the_profile() {
        assertThat(CameraAddress.of("../films/a.mp4", Path.of("/etc/profiles"))).hasToString("/etc/films/a.mp4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"640", "640x", "641x480", "640x481", "0x0", "8x8", "640x99999", "4000x480", "-640x480", "640X480"
            })
    void a_size_that_is_none_is_refused(String size) {
        assertRefused("size-out-of-range", () -> FrameSize.of(size));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1.9, 121, -5, Double.NaN, Double.POSITIVE_INFINITY})
    void a_rate_that_no_camera_has_is_refused(double fps) {
        assertRefused(
                "fps-out-of-range", () -> CameraConfiguration.of("/dev/video0").withFps(fps));
    }

    @Test
    void what_does_not_go_together_is_refused() {
        assertRefused("camera-options", () -> CameraConfiguration.of("rtsp://cam/stream")
                .withSpeed(Speed.MAX));
        assertRefused(
                "camera-options",
                () -> new HardwareDecoding(Optional.empty(), Optional.empty(), Optional.of("/dev/dri/renderD128")));
        assertRefused(
                "camera-options",
                () -> new HardwareDecoding(Optional.of("h264 -i x"), Optional.empty(), Optional.empty()));
    }

    @Test
    void a_password_file_that_cannot_be_read_is_told_by_its_name() {
        assertRefused("camera-password", () -> new CameraLogin("admin", Path.of("/nowhere/password")).password());
    }
}
