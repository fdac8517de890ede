package dev.spotter.capture.camera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.capture.Speed;
import dev.spotter.capture.motion.MotionConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The arguments for what no test machine has: a V4L2 device, hardware that decodes, an older ffmpeg. None of it is run. */
class FfmpegCommandTest {
    private static final FfmpegProgram RECENT = new FfmpegProgram(List.of("ffmpeg"), true);
    private static final FfmpegProgram OLD = new FfmpegProgram(List.of("ffmpeg"), false);

    private static CameraConfiguration with(String url, HardwareDecoding decoding, Optional<String> format) {
        return new CameraConfiguration(
                CameraAddress.of(url, Path.of("/films")),
                Optional.empty(),
                Optional.of(FrameSize.of("1280x720")),
                FrameSize.of("1280x720"),
                OptionalDouble.of(15),
                List.of(),
                MotionConfiguration.USUAL,
                decoding,
                format,
                Speed.TRUE,
                false,
                Optional.empty());
    }

    private static FfmpegCommand command(FfmpegProgram program, CameraConfiguration configuration) {
        return FfmpegCommand.of(program, configuration, configuration.address());
    }

    @Test
    void a_v4l2_device_is_asked_for_the_form_the_rate_and_the_size() {
        FfmpegCommand command = command(RECENT, with("/dev/video0", HardwareDecoding.NONE, Optional.of("mjpeg")));
        assertThat(command.arguments())
                .containsSequence(
                        "-f",
                        "v4l2",
                        "-input_format",
                        "mjpeg",
                        "-framerate",
                        "15.000000",
                        "-video_size",
                        "1280x720",
                        "-i",
                        "/dev/video0")
                .doesNotContain("-rtsp_transport");
    }

    @Test
    void frames_that_are_as_large_as_needed_are_scaled_from_the_usual_size_which_a_device_has() {
        CameraConfiguration fitting = CameraConfiguration.of("/dev/video0").fitting(new FrameSize(192, 144));
        assertThat(String.join(" ", command(RECENT, fitting).arguments()))
                .contains("-video_size 640x480", "pad=192:144");
        FrameSize asked = new FrameSize(320, 240);
        assertThat(CameraConfiguration.of("/dev/video0")
                        .withSize(asked)
                        .fitting(FrameSize.USUAL)
                        .size())
                .isEqualTo(asked);
    }

    @Test
    void hardware_decoding_stands_before_the_input() {
        FfmpegCommand acceleration = command(
                RECENT,
                with(
                        "rtsp://cam/stream",
                        new HardwareDecoding(
                                Optional.empty(), Optional.of("vaapi"), Optional.of("/dev/dri/renderD128")),
                        Optional.empty()));
        assertThat(acceleration.arguments())
                .containsSubsequence(
                        "-hwaccel",
                        "vaapi",
                        "-hwaccel_device",
                        "/dev/dri/renderD128",
                        "-rtsp_transport",
                        "tcp",
                        "-i",
                        "rtsp://cam/stream");
        FfmpegCommand decoder = command(
                RECENT,
                with(
                        "rtsp://cam/stream",
                        new HardwareDecoding(Optional.of("h264_v4l2m2m"), Optional.empty(), Optional.empty()),
                        Optional.empty()));
        assertThat(decoder.arguments()).containsSubsequence("-c:v", "h264_v4l2m2m", "-i", "rtsp://cam/stream");
    }

    @Test
    void an_address_with_a_secret_goes_by_standard_input_unless_ffmpeg_is_too_old_for_that() {
        CameraConfiguration configuration =
                with("rtsp://admin:it's@cam/stream", HardwareDecoding.NONE, Optional.empty());
        FfmpegCommand command = command(RECENT, configuration);
        assertThat(command.input())
                .isEqualTo(
                        "ffconcat version 1.0\nfile 'rtsp://admin:it'\\''s@cam/stream'\noption rtsp_transport tcp\n");
        assertThat(command.arguments()).contains("pipe:0").noneMatch(argument -> argument.contains("it's"));
        FfmpegCommand old = command(OLD, configuration);
        assertThat(old.input()).isEmpty();
        assertThat(old.arguments()).containsSubsequence("-i", "rtsp://admin:it's@cam/stream", "-vsync", "passthrough");
    }

    @Test
    void a_film_is_never_taken_for_an_option_or_a_protocol() {
        FfmpegCommand command = command(RECENT, with("-y:x.mp4", HardwareDecoding.NONE, Optional.empty()));
        assertThat(command.arguments()).containsSequence("-i", "file:/films/-y:x.mp4");
    }
}
