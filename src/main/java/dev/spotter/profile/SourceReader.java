package dev.spotter.profile;

import dev.spotter.capture.RecordingFormat;
import dev.spotter.capture.ReplayConfiguration;
import dev.spotter.capture.Site;
import dev.spotter.capture.Speed;
import dev.spotter.capture.simulator.Lifter;
import dev.spotter.capture.simulator.PlannedSet;
import dev.spotter.capture.simulator.SimulatedConfiguration;
import dev.spotter.model.YamlMapping;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Reads the section {@code sources}. */
final class SourceReader {
    private final Path folder;
    private final Map<String, Function<YamlMapping, SourceConfiguration>> types =
            Map.of("replay", this::replay, "simulated", SourceReader::simulated, "camera", this::camera);

    /** @param folder that paths are relative to */
    SourceReader(Path folder) {
        this.folder = folder;
    }

    SourceConfiguration read(Reading.NamedEntry entry) {
        YamlMapping mapping = entry.mapping();
        return mapping.oneOf("type", types).apply(mapping);
    }

    private SourceConfiguration replay(YamlMapping mapping) {
        mapping.expect("format", "path", "speed", "pause", "site", "exercise");
        return new SourceConfiguration.Replay(new ReplayConfiguration(
                RecordingFormat.of(mapping.text("format")),
                folder.resolve(mapping.text("path")).normalize(),
                speed(mapping),
                mapping.optionalText("pause").map(Durations::parse).orElse(ReplayConfiguration.USUAL_PAUSE),
                only(mapping)));
    }

    private static Map<String, String> only(YamlMapping mapping) {
        Map<String, String> only = new HashMap<>();
        mapping.optionalText("site").map(Site::of).ifPresent(site -> only.put(Site.ATTRIBUTE, site.toString()));
        mapping.optionalText("exercise").ifPresent(exercise -> only.put("exercise", exercise));
        return only;
    }

    private static SourceConfiguration simulated(YamlMapping mapping) {
        mapping.expect("lifter", "seed", "speed", "plan", "rest", "failures", "rounds");
        SimulatedConfiguration usual = SimulatedConfiguration.usual(
                Lifter.of(mapping.text("lifter")), mapping.integer("seed", 0, Integer.MAX_VALUE, 1), speed(mapping));
        return new SourceConfiguration.Simulated(new SimulatedConfiguration(
                usual.lifter(),
                usual.seed(),
                usual.speed(),
                mapping.has("plan")
                        ? mapping.texts("plan").stream().map(PlannedSet::of).toList()
                        : usual.plan(),
                mapping.optionalText("rest").map(Durations::parse).orElse(usual.rest()),
                mapping.number("failures", usual.failures()),
                mapping.integer("rounds", 0, Integer.MAX_VALUE, usual.rounds())));
    }

    private SourceConfiguration camera(YamlMapping mapping) {
        return new SourceConfiguration.Camera(CameraReader.read(mapping, folder), mapping.flag("preview", false));
    }

    static Speed speed(YamlMapping mapping) {
        return mapping.optionalText("speed").map(Speed::of).orElse(Speed.TRUE);
    }
}
