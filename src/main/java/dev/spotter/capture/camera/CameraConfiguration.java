package dev.spotter.capture.camera;

import dev.spotter.capture.CaptureException;
import dev.spotter.capture.Speed;
import dev.spotter.capture.motion.MotionConfiguration;
import dev.spotter.observation.Polygon;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * How a camera is read.
 *
 * @param address where its pictures come from
 * @param login a login that does not stand in the address; network cameras only
 * @param asked the size that somebody asks for; empty where whoever looks may choose
 * @param size the size that its pictures are scaled to, proportions kept, the rest black
 * @param fps frames per second: of a live camera and a paced film at most so many, of one at {@link Speed#MAX} exactly
 * @param masks parts of the frame that nobody may see
 * @param motion when models look at a frame
 * @param decoding what decodes
 * @param inputFormat the form in which a V4L2 device is asked for pictures, such as {@code mjpeg}
 * @param speed how fast a film or a test source goes
 * @param loop whether a film begins again at its end
 * @param program the ffmpeg to use; that of the PATH where absent
 */
public record CameraConfiguration(
        CameraAddress address,
        Optional<CameraLogin> login,
        Optional<FrameSize> asked,
        FrameSize size,
        OptionalDouble fps,
        List<Polygon> masks,
        MotionConfiguration motion,
        HardwareDecoding decoding,
        Optional<String> inputFormat,
        Speed speed,
        boolean loop,
        Optional<Path> program) {
    private static final double LEAST_FPS = 2;
    private static final double MOST_FPS = 120;
    private static final int MOST_MASKS = 100;
    private static final Pattern FORMAT = Pattern.compile("[a-z0-9_]{1,20}");

    public CameraConfiguration {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(motion, "motion");
        Objects.requireNonNull(decoding, "decoding");
        Objects.requireNonNull(speed, "speed");
        masks = List.copyOf(masks);
        if (fps.isPresent() && !(fps.getAsDouble() >= LEAST_FPS && fps.getAsDouble() <= MOST_FPS)) {
            throw new CaptureException(
                    "fps-out-of-range",
                    null,
                    "fps is %s and has to be from %s to %s".formatted(fps.getAsDouble(), LEAST_FPS, MOST_FPS));
        }
        if (masks.size() > MOST_MASKS) {
            throw new CaptureException(
                    "too-many-masks", null, "there are %d masks, at most %d are".formatted(masks.size(), MOST_MASKS));
        }
        require(
                login.isEmpty() || address instanceof CameraAddress.Network,
                "user and password-file are for network cameras");
        require(
                inputFormat.isEmpty() || address instanceof CameraAddress.Device,
                "format is for V4L2 devices (/dev/video0)");
        require(
                inputFormat.isEmpty() || FORMAT.matcher(inputFormat.get()).matches(),
                "format is a name that ffmpeg knows, such as mjpeg or yuyv422");
        require(
                !address.live() || speed.equals(Speed.TRUE),
                "speed is for files and test sources: a camera goes at its own");
        require(!loop || address instanceof CameraAddress.Film, "loop is for files");
        require(!loop || speed.paced(), "a file that is looped at speed max would never end; give it speed 1");
    }

    private static void require(boolean right, String sentence) {
        if (!right) {
            throw new CaptureException("camera-options", null, sentence);
        }
    }

    /** A camera with usual options, its film relative to the working folder. */
    public static CameraConfiguration of(String url) {
        return new CameraConfiguration(
                CameraAddress.of(url, Path.of("").toAbsolutePath()),
                Optional.empty(),
                Optional.empty(),
                FrameSize.USUAL,
                OptionalDouble.empty(),
                List.of(),
                MotionConfiguration.USUAL,
                HardwareDecoding.NONE,
                Optional.empty(),
                Speed.TRUE,
                false,
                Optional.empty());
    }

    /** This one with frames of another size. */
    public CameraConfiguration withSize(FrameSize other) {
        return new CameraConfiguration(
                address,
                login,
                Optional.of(other),
                other,
                fps,
                masks,
                motion,
                decoding,
                inputFormat,
                speed,
                loop,
                program);
    }

    /** This one with frames as large as whoever looks at them needs, where nobody asks for a size. */
    public CameraConfiguration fitting(FrameSize needed) {
        return asked.isPresent()
                ? this
                : new CameraConfiguration(
                        address, login, asked, needed, fps, masks, motion, decoding, inputFormat, speed, loop, program);
    }

    /** This one with so many frames per second. */
    public CameraConfiguration withFps(double other) {
        OptionalDouble some = OptionalDouble.of(other);
        return new CameraConfiguration(
                address, login, asked, size, some, masks, motion, decoding, inputFormat, speed, loop, program);
    }

    /** This one with other masks. */
    public CameraConfiguration withMasks(List<Polygon> other) {
        return new CameraConfiguration(
                address, login, asked, size, fps, other, motion, decoding, inputFormat, speed, loop, program);
    }

    /** This one that looks at other frames. */
    public CameraConfiguration withMotion(MotionConfiguration other) {
        return new CameraConfiguration(
                address, login, asked, size, fps, masks, other, decoding, inputFormat, speed, loop, program);
    }

    /** This one at another speed. */
    public CameraConfiguration withSpeed(Speed other) {
        return new CameraConfiguration(
                address, login, asked, size, fps, masks, motion, decoding, inputFormat, other, loop, program);
    }
}
