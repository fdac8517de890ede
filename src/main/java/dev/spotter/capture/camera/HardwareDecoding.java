package dev.spotter.capture.camera;

import dev.spotter.capture.CaptureException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which part of the machine decodes, in ffmpeg's words. Without anything, its processors do.
 *
 * @param decoder a decoder of ffmpeg by name, such as {@code h264_v4l2m2m} on a Raspberry Pi
 * @param hwaccel an acceleration of ffmpeg by name, such as {@code vaapi}, {@code drm} or {@code cuda}
 * @param device what the acceleration runs on, such as {@code /dev/dri/renderD128}
 */
public record HardwareDecoding(Optional<String> decoder, Optional<String> hwaccel, Optional<String> device) {
    /** Decoding in software. */
    public static final HardwareDecoding NONE =
            new HardwareDecoding(Optional.empty(), Optional.empty(), Optional.empty());

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,40}");

    public HardwareDecoding {
        decoder.ifPresent(name -> check("decoder", name));
        hwaccel.ifPresent(name -> check("hwaccel", name));
        if (device.isPresent() && hwaccel.isEmpty()) {
            throw new CaptureException(
                    "camera-options", null, "hwaccel-device says what hwaccel runs on, and there is no hwaccel");
        }
    }

    private static void check(String key, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new CaptureException(
                    "camera-options",
                    null,
                    "%s is '%s' and has to be a name that ffmpeg knows, such as %s"
                            .formatted(key, name, key.equals("decoder") ? "h264_v4l2m2m" : "vaapi"));
        }
    }
}
