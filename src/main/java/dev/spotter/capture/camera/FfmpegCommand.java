package dev.spotter.capture.camera;

import dev.spotter.capture.Speed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The arguments that make ffmpeg a camera: one picture stream, decoded in one thread (more would only add latency and
 * switches), scaled, and written to its standard output as YUV4MPEG2, which says the frame rate and costs no copy more
 * than plain planes.
 */
final class FfmpegCommand {
    /** Longer steps between time stamps are jumps. */
    private static final double LONGEST_STEP_SECONDS = 1;

    private static final double PERIOD_OF_THE_UNKNOWN = 0.04;

    private FfmpegCommand() {}

    /**
     * @param program as it is started
     * @param address with the login that it needs
     */
    static List<String> of(FfmpegProgram program, CameraConfiguration configuration, CameraAddress address) {
        List<String> command = new ArrayList<>(program.command());
        command.addAll(List.of("-hide_banner", "-nostdin", "-nostats", "-loglevel", "error"));
        command.addAll(List.of("-filter_threads", "1", "-threads", "1"));
        configuration.decoding().hwaccel().ifPresent(name -> command.addAll(List.of("-hwaccel", name)));
        configuration.decoding().device().ifPresent(device -> command.addAll(List.of("-hwaccel_device", device)));
        configuration.decoding().decoder().ifPresent(name -> command.addAll(List.of("-c:v", name)));
        input(command, configuration, address);
        command.addAll(List.of("-map", "0:v:0", "-vf", filters(configuration)));
        command.addAll(program.passingFramesThrough());
        command.addAll(List.of("-pix_fmt", "yuv420p", "-f", "yuv4mpegpipe", "pipe:1"));
        return command;
    }

    private static void input(List<String> command, CameraConfiguration configuration, CameraAddress address) {
        switch (address) {
            case CameraAddress.Device device -> {
                command.addAll(List.of("-f", "v4l2"));
                configuration.inputFormat().ifPresent(format -> command.addAll(List.of("-input_format", format)));
                configuration.fps().ifPresent(fps -> command.addAll(List.of("-framerate", number(fps))));
                command.addAll(List.of("-video_size", configuration.size().toString()));
                command.addAll(List.of("-i", device.path().toString()));
            }
            case CameraAddress.Network network -> {
                if (network.address().isRtsp()) {
                    command.addAll(List.of("-rtsp_transport", "tcp"));
                }
                command.addAll(List.of("-i", network.address().revealed()));
            }
            case CameraAddress.Film film -> {
                if (configuration.loop()) {
                    command.addAll(List.of("-stream_loop", "-1"));
                }
                command.addAll(List.of("-i", "file:" + film.path()));
            }
            case CameraAddress.TestSource source -> command.addAll(List.of("-f", "lavfi", "-i", source.graph()));
        }
    }

    private static String filters(CameraConfiguration configuration) {
        List<String> filters = new ArrayList<>();
        if (configuration.address().live()) {
            configuration.fps().ifPresent(fps -> filters.add(atMost(fps)));
        } else {
            if (configuration.fps().isPresent() || configuration.speed().paced()) {
                filters.add(steadyTimeStamps());
            }
            configuration.fps().ifPresent(fps -> filters.add("fps=" + number(fps)));
            if (configuration.speed().paced()) {
                filters.add(pace(configuration.speed()));
            }
        }
        filters.add(scale(configuration.size()));
        return String.join(",", filters);
    }

    /**
     * Lets at most so many frames a second through, by the clock on the wall: a camera's own time stamps may jump, stand
     * still or be missing, and the fps filter would then give nothing or thousands of copies. Register 0 is when the next
     * frame is due.
     */
    private static String atMost(double fps) {
        String period = number(1 / fps);
        return "select='if(gte(time(0)+%s,ld(0))+gt(ld(0),time(0)+%s),st(0,max(ld(0)+%s,time(0))),0)'"
                .formatted(number(0.25 / fps), number(2 / fps), period);
    }

    /** Replaces a jump in a film's time stamps, in either direction, by one usual step. */
    private static String steadyTimeStamps() {
        return "setpts='if(N,PREV_OUTPTS+if(between(PTS-PREV_INPTS,0,%s/TB),PTS-PREV_INPTS,if(gt(FRAME_RATE,0),1/FRAME_RATE,%s)/TB),0)'"
                .formatted(number(LONGEST_STEP_SECONDS), number(PERIOD_OF_THE_UNKNOWN));
    }

    private static String pace(Speed speed) {
        return "realtime=limit=%s:speed=%s"
                .formatted(number(2 * LONGEST_STEP_SECONDS / Math.min(1, speed.factor())), number(speed.factor()));
    }

    /** To fit the size with the proportions that the picture has on a screen, the rest black: BT.601, limited range. */
    private static String scale(FrameSize size) {
        int width = size.width();
        int height = size.height();
        return ("scale=w='max(2,round(min(%d,%d*dar)/2)*2)':h='max(2,round(min(%d,%d/dar)/2)*2)':flags=bilinear"
                        + ":out_color_matrix=bt601:out_range=tv,pad=%d:%d:-1:-1")
                .formatted(width, height, height, width, width, height);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
