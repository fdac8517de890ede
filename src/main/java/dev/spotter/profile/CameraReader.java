package dev.spotter.profile;

import dev.spotter.capture.camera.CameraAddress;
import dev.spotter.capture.camera.CameraConfiguration;
import dev.spotter.capture.camera.CameraLogin;
import dev.spotter.capture.camera.FrameSize;
import dev.spotter.capture.camera.HardwareDecoding;
import dev.spotter.capture.motion.MotionConfiguration;
import dev.spotter.model.YamlMapping;
import dev.spotter.observation.Polygon;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads a source of the type {@code camera}. */
final class CameraReader {
    private CameraReader() {}

    /** @param folder that paths are relative to */
    static CameraConfiguration read(YamlMapping mapping, Path folder) {
        mapping.expect(
                "url",
                "user",
                "password-file",
                "size",
                "fps",
                "masks",
                "motion",
                "preview",
                "decoder",
                "hwaccel",
                "hwaccel-device",
                "format",
                "speed",
                "loop",
                "ffmpeg");
        Optional<FrameSize> asked = mapping.optionalText("size").map(FrameSize::of);
        return new CameraConfiguration(
                CameraAddress.of(mapping.text("url"), folder),
                login(mapping, folder),
                asked,
                asked.orElse(FrameSize.USUAL),
                mapping.has("fps") ? OptionalDouble.of(mapping.number("fps")) : OptionalDouble.empty(),
                masks(mapping),
                mapping.optionalMapping("motion").map(MotionReader::read).orElse(MotionConfiguration.USUAL),
                new HardwareDecoding(
                        mapping.optionalText("decoder"),
                        mapping.optionalText("hwaccel"),
                        mapping.optionalText("hwaccel-device")),
                mapping.optionalText("format"),
                SourceReader.speed(mapping),
                mapping.flag("loop", false),
                mapping.optionalText("ffmpeg").map(folder::resolve));
    }

    private static List<Polygon> masks(YamlMapping mapping) {
        return mapping.has("masks")
                ? mapping.numberListLists("masks").stream().map(Polygon::of).toList()
                : List.of();
    }

    private static Optional<CameraLogin> login(YamlMapping mapping, Path folder) {
        return mapping.has("user") || mapping.has("password-file")
                ? Optional.of(new CameraLogin(mapping.text("user"), folder.resolve(mapping.text("password-file"))))
                : Optional.empty();
    }
}
