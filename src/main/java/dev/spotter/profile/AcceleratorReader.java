package dev.spotter.profile;

import dev.spotter.model.AcceleratorConfiguration;
import dev.spotter.model.YamlMapping;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code accelerators}. A fallback names an entry that stands before it. */
final class AcceleratorReader {
    private static final int MOST_THREADS = 64;

    private final Map<String, AcceleratorConfiguration> before = new LinkedHashMap<>();

    /** What holds where a profile has no such section. */
    static Map<String, AcceleratorConfiguration> usual() {
        return Map.of("cpu", AcceleratorConfiguration.CPU);
    }

    AcceleratorConfiguration read(Reading.NamedEntry entry) {
        YamlMapping mapping = entry.mapping();
        AcceleratorConfiguration accelerator =
                mapping.oneOf("type", Map.of("xnnpack", true, "external-delegate", false))
                        ? new AcceleratorConfiguration.Xnnpack(mapping.integer("threads", 1, MOST_THREADS, 1))
                        : externalDelegate(mapping);
        before.put(entry.name(), accelerator);
        return accelerator;
    }

    private AcceleratorConfiguration externalDelegate(YamlMapping mapping) {
        mapping.expect("library", "options", "fallback");
        return new AcceleratorConfiguration.ExternalDelegate(
                Path.of(mapping.text("library")),
                mapping.optionalMapping("options").map(YamlMapping::namedTexts).orElse(Map.of()),
                mapping.has("fallback") ? Optional.of(mapping.oneOf("fallback", before)) : Optional.empty());
    }
}
