package dev.spotter.profile;

import dev.spotter.alarm.AlarmConfiguration;
import dev.spotter.model.AcceleratorConfiguration;
import dev.spotter.model.YamlMapping;
import dev.spotter.mqtt.MqttConfiguration;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.snapshot.SnapshotConfiguration;
import dev.spotter.safety.SafetyRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a device profile strictly: what is not known is an error, and all errors are told at once. */
public final class ProfileReader {
    private static final int MAXIMUM_BYTES = 1 << 20;

    private final Reading reading = new Reading();
    private final Path folder;

    private ProfileReader(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads a profile. Paths in it are relative to its own folder.
     *
     * @throws ProfileException with everything that is wrong
     */
    public static Profile read(Path file) {
        ProfileReader reader = new ProfileReader(file.toAbsolutePath().getParent());
        Optional<YamlMapping> root = reader.reading.attempt(() -> YamlMapping.read(file, MAXIMUM_BYTES));
        Profile profile = root.map(reader::profile).orElse(null);
        if (!reader.reading.errors().isEmpty()) {
            throw new ProfileException(reader.reading.errors());
        }
        return profile;
    }

    private Profile profile(YamlMapping root) {
        Optional<Device> device = reading.attempt(() -> root.mapping("device").expect("site", "id", "description"))
                .flatMap(this::device);
        Optional<Path> library = reading.attempt(
                        () -> root.optionalMapping("runtime").orElse(null))
                .flatMap(this::runtimeLibrary);
        Map<String, AcceleratorConfiguration> accelerators = accelerators(root);
        SourceReader sourceReader = new SourceReader(folder);
        Map<String, SourceConfiguration> sources = reading.named(root, "sources", sourceReader::read);
        PipelineReader pipelineReader =
                new PipelineReader(reading, namesIn(root, "sources"), sources, accelerators.keySet());
        List<PipelineConfiguration> pipelines = new ArrayList<>(
                reading.named(root, "pipelines", pipelineReader::read).values());
        RuleReader ruleReader = new RuleReader(reading, pipelines);
        List<SafetyRule> rules =
                new ArrayList<>(reading.named(root, "rules", ruleReader::rule).values());
        List<AlarmConfiguration> alarms =
                new ArrayList<>(reading.named(root, "alarms", ruleReader::alarm).values());
        HttpConfiguration http = reading.attempt(
                        () -> root.optionalMapping("http").orElse(null))
                .flatMap(this::http)
                .orElse(HttpConfiguration.USUAL);
        Optional<MqttConfiguration> mqtt =
                reading.attempt(() -> root.optionalMapping("mqtt").orElse(null)).flatMap(this::mqtt);
        SnapshotReader snapshotReader = new SnapshotReader(reading, namesIn(root, "sources"), sources);
        Optional<SnapshotConfiguration> snapshots = reading.attempt(
                        () -> root.optionalMapping("snapshots").orElse(null))
                .flatMap(snapshotReader::read);
        Optional<UpdateSettings> updates =
                reading.attempt(() -> root.optionalMapping("ota").orElse(null)).flatMap(this::updates);
        reading.unknownKeys(root);
        return new Profile(
                device.orElse(null),
                library,
                accelerators,
                sources,
                pipelines,
                rules,
                alarms,
                http,
                mqtt,
                snapshots,
                updates);
    }

    private static Set<String> namesIn(YamlMapping root, String section) {
        return root.optionalMapping(section).map(YamlMapping::keys).orElse(Set.of());
    }

    private Optional<Device> device(YamlMapping mapping) {
        Optional<Device> device = reading.make(
                mapping,
                "",
                () -> new Device(
                        mapping.text("site"),
                        mapping.text("id"),
                        mapping.optionalText("description").orElse("")));
        reading.unknownKeys(mapping);
        return device;
    }

    private Optional<Path> runtimeLibrary(YamlMapping mapping) {
        Optional<Path> library = reading.attempt(() -> folder.resolve(mapping.text("library")));
        reading.unknownKeys(mapping);
        return library;
    }

    private Map<String, AcceleratorConfiguration> accelerators(YamlMapping root) {
        Map<String, AcceleratorConfiguration> accelerators =
                reading.named(root, "accelerators", new AcceleratorReader()::read);
        return accelerators.isEmpty() && !root.has("accelerators") ? AcceleratorReader.usual() : accelerators;
    }

    private Optional<HttpConfiguration> http(YamlMapping mapping) {
        Optional<HttpConfiguration> http =
                reading.make(mapping, "listen", () -> HttpConfiguration.of(mapping.text("listen")));
        reading.unknownKeys(mapping);
        return http;
    }

    private Optional<MqttConfiguration> mqtt(YamlMapping mapping) {
        Optional<MqttConfiguration> mqtt = reading.make(mapping, "url", () -> MqttReader.read(mapping, folder));
        reading.unknownKeys(mapping);
        return mqtt;
    }

    private Optional<UpdateSettings> updates(YamlMapping mapping) {
        Optional<UpdateSettings> updates = reading.make(mapping, "", () -> UpdateReader.read(mapping, folder));
        reading.unknownKeys(mapping);
        return updates;
    }
}
