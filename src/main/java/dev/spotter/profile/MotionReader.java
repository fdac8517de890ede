package dev.spotter.profile;

import dev.spotter.capture.motion.MotionConfiguration;
import dev.spotter.capture.motion.MotionZone;
import dev.spotter.capture.motion.Sensitivity;
import dev.spotter.model.YamlMapping;
import dev.spotter.observation.Polygon;
import java.util.List;

/** Reads a camera's {@code motion}: when models look at its frames. */
final class MotionReader {
    private MotionReader() {}

    static MotionConfiguration read(YamlMapping mapping) {
        mapping.expect("sensitivity", "look-every", "zones");
        MotionConfiguration usual = MotionConfiguration.USUAL;
        MotionConfiguration read = mapping.located(() -> new MotionConfiguration(
                mapping.has("sensitivity") ? sensitivity(mapping) : usual.sensitivity(),
                mapping.optionalText("look-every").map(Durations::parse).orElse(usual.lookEvery()),
                mapping.has("zones")
                        ? mapping.mappings("zones").stream()
                                .map(MotionReader::zone)
                                .toList()
                        : List.of()));
        mapping.refuseUnknownKeys();
        return read;
    }

    private static MotionZone zone(YamlMapping mapping) {
        mapping.expect("polygon", "sensitivity");
        MotionZone zone =
                mapping.located(() -> new MotionZone(Polygon.of(mapping.numberLists("polygon")), sensitivity(mapping)));
        mapping.refuseUnknownKeys();
        return zone;
    }

    private static Sensitivity sensitivity(YamlMapping mapping) {
        return mapping.oneOf("sensitivity", Sensitivity.byWord());
    }
}
