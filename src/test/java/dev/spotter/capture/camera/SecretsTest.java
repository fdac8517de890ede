package dev.spotter.capture.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.capture.CaptureException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password in an address is told by nothing that a person or a log sees. */
class SecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://admin:hunter2@cam/stream",
                "rtsp://admin:hunter2@[fe80::1]:554/cam",
                "rtsp://cam:554/user=admin&password=hunter2&channel=1&stream=0.sdp",
                "rtsp://cam:554/user=admin_password=hunter2_channel=1_stream=0.sdp",
                "http://cam/video.cgi?user=admin&pwd=hunter2",
                "http://cam/video.cgi?channel=1&Token=hunter2",
                "https://hunter2@cam/video",
                "HTTP://admin:hunter2@cam/video"
            })
    void an_address_shows_its_host_and_not_its_password(String url) {
        CameraConfiguration configuration = CameraConfiguration.of(url);
        assertThat(configuration.toString() + configuration.address() + new CameraSource("cam", configuration))
                .doesNotContain("hunter2");
        assertThat(configuration.address().toString()).contains("cam").doesNotContain("hunter2");
        assertThat(configuration.address().secrets().isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://admin:hunter2/x@cam/stream",
                "rtsp://admin:hunter2#@cam/stream",
                "rtsp://admin:hunter 2@cam/stream",
                "rtsp://admin:hunter2@",
                "ftp://admin:hunter2@cam/stream",
                "rtsp://admin:hunter2@cam:port/stream",
                "rtsp//admin:hunter2@cam/stream",
                "rtsp:admin:hunter2@cam/stream",
                "rtsp:\\\\admin:hunter2@cam\\stream"
            })
    void an_address_that_is_none_is_refused_without_repeating_it(String url) {
        assertThatThrownBy(() -> CameraAddress.of(url, Path.of("/")))
                .isInstanceOfSatisfying(
                        CaptureException.class, e -> assertThat(e.code()).isEqualTo("camera-url"))
                .hasMessageNotContaining("hunter");
    }

    @Test
    void what_ffmpeg_says_is_told_without_the_password_however_it_is_encoded() {
        Secrets secrets = CameraAddress.of("rtsp://admin:p%40ss%20w%2frd@cam/stream?key=k%C3%A9y", Path.of("/"))
                .secrets();
        assertThat(secrets.hideIn("[rtsp] rtsp://admin:p%40ss%20w%2frd@cam/stream?key=k%C3%A9y: 401"))
                .contains("401", "cam/stream")
                .doesNotContain("p%40ss", "k%C3");
        assertThat(secrets.hideIn("login p@ss w/rd, p%40ss%20w%2Frd, p%40ss+w%2Frd, YWRtaW46cEBzcyB3L3Jk, kéy"))
                .isEqualTo("login ***, ***, ***, ***, ***");
        assertThat(secrets.hideIn("redirected to http://other:thing@host/x?password=new&y=1"))
                .isEqualTo("redirected to http://***@host/x?password=***&y=1");
    }

    @Test
    void a_login_from_a_file_is_put_into_the_address_encoded_and_stays_unseen() {
        CameraAddress.Network bare = (CameraAddress.Network) CameraAddress.of("rtsp://cam:8554/stream", Path.of("/"));
        NetworkAddress whole = bare.address().withLogin("ad:min", "p@ss/w'rd%");
        assertThat(whole.revealed()).isEqualTo("rtsp://ad%3Amin:p%40ss%2Fw%27rd%25@cam:8554/stream");
        assertThat(whole).hasToString("rtsp://***@cam:8554/stream");
        assertThat(whole.withLogin("new", "word").revealed()).isEqualTo("rtsp://new:word@cam:8554/stream");
    }

    @Test
    @Timeout(20)
    void words_that_were_made_to_take_long_do_not() {
        Secrets secrets = new Secrets(List.of("secret"));
        for (String part : List.of("x", "/", "//", "//@", "pass", "password=", "user.", "@", "=")) {
            assertThat(secrets.hideIn(part.repeat(1_000_000 / part.length()))).isNotEmpty();
        }
    }
}
