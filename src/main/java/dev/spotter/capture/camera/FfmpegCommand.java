package dev.spotter.capture.camera;

import dev.spotter.capture.Speed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What makes ffmpeg a camera: one picture stream, decoded in one thread (more would only add latency and switches), scaled,
 * and written to its standard output as YUV4MPEG2, which says the frame rate and costs no copy more than plain planes.
 *
 * @param arguments the program and its arguments, for everybody on the machine to see
 * @param input what it reads from its standard input: an address that holds a secret, as a list for its concat format;
 *     empty where there is none
 */
record FfmpegCommand(List<String> arguments, String input) {
    /** Longer steps between time stamps are jumps. */
    private static final double LONGEST_STEP_SECONDS = 1;

    /** Of 8K; what claims to be larger is to fill the memory. */
    private static final String MOST_PIXELS = Integer.toString(7680 * 4320);

    private static final double PERIOD_OF_THE_UNKNOWN = 0.04;

    /** What a camera of the network may lead ffmpeg to; never to files of the device. */
    private static final String RTSP_PROTOCOLS = "rtsp,rtp,srtp,tcp,tls";

    private static final String HTTP_PROTOCOLS = "http,https,httpproxy,tcp,tls";

    /** Streams of pictures; no playlists, which would have ffmpeg fetch what they name. */
    private static final String HTTP_FORMATS = "mpjpeg,mjpeg,jpeg_pipe,mpegts,flv,h264,hevc";

    FfmpegCommand {
        arguments = List.copyOf(arguments);
    }

    /**
     * Puts it together.
     *
     * @param address with the login that it needs
     */
    static FfmpegCommand of(FfmpegProgram program, CameraConfiguration configuration, CameraAddress address) {
        List<String> arguments = new ArrayList<>(program.command());
        arguments.addAll(List.of("-hide_banner", "-nostdin", "-nostats", "-loglevel", "error"));
        arguments.addAll(List.of("-filter_threads", "1", "-threads", "1", "-max_pixels", MOST_PIXELS));
        configuration.decoding().hwaccel().ifPresent(name -> arguments.addAll(List.of("-hwaccel", name)));
        configuration.decoding().device().ifPresent(device -> arguments.addAll(List.of("-hwaccel_device", device)));
        configuration.decoding().decoder().ifPresent(name -> arguments.addAll(List.of("-c:v", name)));
        String input =
                switch (address) {
                    case CameraAddress.Device device -> device(arguments, configuration, device);
                    case CameraAddress.Network network -> network(arguments, program, network.address());
                    case CameraAddress.Film film -> film(arguments, configuration, film);
                    case CameraAddress.TestSource source -> from(arguments, "-f", "lavfi", "-i", source.graph());
                };
        arguments.addAll(List.of("-map", "0:v:0", "-vf", filters(configuration)));
        arguments.addAll(program.passingFramesThrough());
        arguments.addAll(List.of("-pix_fmt", "yuv420p", "-f", "yuv4mpegpipe", "pipe:1"));
        return new FfmpegCommand(arguments, input);
    }

    private static String from(List<String> arguments, String... more) {
        arguments.addAll(List.of(more));
        return "";
    }

    private static String device(
            List<String> arguments, CameraConfiguration configuration, CameraAddress.Device device) {
        arguments.addAll(List.of("-f", "v4l2"));
        configuration.inputFormat().ifPresent(format -> arguments.addAll(List.of("-input_format", format)));
        configuration.fps().ifPresent(fps -> arguments.addAll(List.of("-framerate", number(fps))));
        arguments.addAll(List.of(
                "-video_size", configuration.asked().orElse(FrameSize.USUAL).toString()));
        return from(arguments, "-i", device.path().toString());
    }

    private static String film(List<String> arguments, CameraConfiguration configuration, CameraAddress.Film film) {
        if (configuration.loop()) {
            arguments.addAll(List.of("-stream_loop", "-1"));
        }
        return from(arguments, "-i", "file:" + film.path());
    }

    private static String network(List<String> arguments, FfmpegProgram program, NetworkAddress address) {
        // it would watch for seconds before the first frame: for the frame rate and for streams that nobody asks for
        arguments.addAll(List.of("-fpsprobesize", "0", "-analyzeduration", "2000000"));
        String protocols = address.isRtsp() ? RTSP_PROTOCOLS : HTTP_PROTOCOLS;
        if (!address.isRtsp()) {
            arguments.addAll(List.of("-format_whitelist", "concat," + HTTP_FORMATS));
        }
        if (address.secrets().isEmpty() || !program.readsOptionsFromLists()) {
            arguments.addAll(List.of("-protocol_whitelist", protocols));
            if (address.isRtsp()) {
                arguments.addAll(List.of("-rtsp_transport", "tcp"));
            }
            return from(arguments, "-i", address.revealed());
        }
        arguments.addAll(List.of("-protocol_whitelist", "pipe," + protocols));
        arguments.addAll(List.of("-f", "concat", "-safe", "0", "-i", "pipe:0"));
        return "ffconcat version 1.0\nfile '%s'\n%s"
                .formatted(
                        address.revealed().replace("'", "'\\''"),
                        address.isRtsp() ? "option rtsp_transport tcp\n" : "");
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

    /**
     * To fit the size with the proportions that the picture has on a screen, the rest black. Only then to BT.601 in its
     * limited range: for what is of another kind (most of what is high definition is BT.709) that goes by way of RGB, which
     * costs the less the smaller the picture is. The format stands there because ffmpeg 5.1 otherwise forgets the range when
     * a JPEG camera changes its resolution: black would be 0 and white 255 from then on.
     */
    private static String scale(FrameSize size) {
        int width = size.width();
        int height = size.height();
        return ("scale=w='max(2,round(min(%d,%d*dar)/2)*2)':h='max(2,round(min(%d,%d/dar)/2)*2)':flags=bilinear"
                        + ",scale=flags=bilinear:out_color_matrix=bt601:out_range=tv,format=yuv420p,pad=%d:%d:-1:-1")
                .formatted(width, height, height, width, width, height);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
