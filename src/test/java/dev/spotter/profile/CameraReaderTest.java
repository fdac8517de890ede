package dev.spotter.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spotter.capture.Speed;
import dev.spotter.capture.camera.CameraConfiguration;
import dev.spotter.capture.camera.CameraLogin;
import dev.spotter.capture.camera.FrameSize;
import dev.spotter.observation.Polygon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a profile can say of where a camera's pictures come from. */
class CameraReaderTest {
    private static final String PROFILE = """
            device: {site: riverside, id: rack-3}
            sources:
              cam: {type: camera, %s}
            pipelines:
              watch: {source: cam, stages: [{infer: {model: people}}]}
            """;

    @TempDir
    private Path folder;

    private Path write(String camera) throws IOException {
        return Files.writeString(folder.resolve("profile.yaml"), PROFILE.formatted(camera));
    }

    private CameraConfiguration read(String camera) throws IOException {
        return ((SourceConfiguration.Camera)
                        ProfileReader.read(write(camera)).sources().get("cam"))
                .configuration();
    }

    private List<ProfileError> errors(String camera) throws IOException {
        Path file = write(camera);
        return catchThrowableOfType(ProfileException.class, () -> ProfileReader.read(file))
                .errors();
    }

    @Test
    void a_camera_of_the_network_with_a_size_a_rate_and_masks() throws IOException {
        CameraConfiguration camera = read(
                "url: rtsp://cam-3/stream1, size: 1280x720, fps: 15, masks: [[[0,0],[0.2,0],[0.2,1],[0,1]], [[0.5,0],[1,0],[1,1]]]");
        assertThat(camera.address()).hasToString("rtsp://cam-3/stream1");
        assertThat(camera.size()).isEqualTo(new FrameSize(1280, 720));
        assertThat(camera.fps()).hasValue(15);
        assertThat(camera.masks())
                .hasSize(2)
                .first()
                .isEqualTo(Polygon.of(
                        List.of(List.of(0.0, 0.0), List.of(0.2, 0.0), List.of(0.2, 1.0), List.of(0.0, 1.0))));
    }

    @Test
    void a_film_and_a_password_lie_beside_the_profile() throws IOException {
        CameraConfiguration film = read("url: films/a.mp4, speed: max");
        assertThat(film.address()).hasToString(folder.resolve("films/a.mp4").toString());
        assertThat(film.speed()).isEqualTo(Speed.MAX);
        assertThat(film.size()).isEqualTo(FrameSize.USUAL);
        assertThat(read("url: rtsp://cam-3/stream1, user: admin, password-file: cam.password")
                        .login())
                .contains(new CameraLogin("admin", folder.resolve("cam.password")));
    }

    @Test
    void hardware_that_decodes_a_form_to_ask_for_and_another_ffmpeg() throws IOException {
        CameraConfiguration camera = read(
                "url: /dev/video0, format: mjpeg, hwaccel: vaapi, hwaccel-device: /dev/dri/renderD128, ffmpeg: /opt/ffmpeg");
        assertThat(camera.inputFormat()).contains("mjpeg");
        assertThat(camera.decoding().hwaccel()).contains("vaapi");
        assertThat(camera.decoding().device()).contains("/dev/dri/renderD128");
        assertThat(camera.program()).contains(Path.of("/opt/ffmpeg"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url: rtsp://cam/1, fps: 1              | fps-out-of-range   | from 2",
                "url: rtsp://cam/1, size: 641x480       | size-out-of-range  | even",
                "url: rtsp://cam/1, speed: max          | camera-options     | speed is for files",
                "url: rtsp://cam/1, loop: true          | camera-options     | loop is for files",
                "url: a.mp4, loop: true, speed: max     | camera-options     | never end",
                "url: a.mp4, user: admin                | yaml-missing-key   | password-file",
                "url: ftp://cam/1                       | camera-url         | rtsp://",
                "urll: rtsp://cam/1                     | yaml-missing-key   | urll",
                "url: a.mp4, fbs: 15                    | yaml-unknown-key   | did you mean 'fps'",
                "'url: a.mp4, masks: [[[0,0],[1,1]]]'   | yaml-wrong-value   | 2 corners",
                "'url: a.mp4, masks: [[[0,0],[0,1],[1,2]]]' | yaml-wrong-value | 0 to 1",
                "'url: a.mp4, masks: [[0,0],[0,1],[1,1]]'   | yaml-wrong-value | must be a list",
                "'url: a.mp4, masks: [[[0,0],[0,1],[1,.nan]]]' | yaml-wrong-value | finite"
            })
    void what_is_wrong_is_told_with_its_place_and_what_is_allowed(String camera, String code, String words)
            throws IOException {
        assertThat(errors(camera)).anySatisfy(error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.message()).contains("profile.yaml:3:", words);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url: 'rtsp://admin:hunter2@cam/1', size: 1x1",
                "url: 'rtsp://admin:hunter2/@cam/1'",
                "url: 'rtsp://admin:hunter2@cam/1', loop: true",
                "url: 'http://cam/1?password=hunter2', masks: 7",
                "uri: 'rtsp://admin:hunter2@cam/1'",
                "url: 'gopher://admin:hunter2@cam/1'"
            })
    void no_error_repeats_a_password(String camera) throws IOException {
        assertThat(errors(camera)).isNotEmpty().allSatisfy(error -> assertThat(error.message())
                .doesNotContain("hunter2"));
    }

    @Test
    void no_profile_tells_a_password() throws IOException {
        Profile profile = ProfileReader.read(write("url: 'rtsp://admin:hunter2@cam/1?token=hunter2'"));
        assertThat(profile.toString()).contains("cam/1").doesNotContain("hunter2");
    }
}
