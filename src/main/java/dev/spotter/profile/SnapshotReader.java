package dev.spotter.profile;

import dev.spotter.model.YamlMapping;
import dev.spotter.pipeline.snapshot.SnapshotConfiguration;
import dev.spotter.pipeline.snapshot.SnapshotConfiguration.Faces;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the section {@code snapshots}: what is kept of incidents that a camera saw. */
final class SnapshotReader {
    private final Reading reading;
    private final Set<String> names;
    private final Map<String, SourceConfiguration> sources;

    /**
     * @param names of all sources, those included that cannot be read
     * @param sources those that can be read
     */
    SnapshotReader(Reading reading, Set<String> names, Map<String, SourceConfiguration> sources) {
        this.reading = reading;
        this.names = names;
        this.sources = sources;
    }

    Optional<SnapshotConfiguration> read(YamlMapping mapping) {
        Optional<SnapshotConfiguration> read = reading.make(mapping, "", () -> {
            mapping.expect("keep", "faces", "sources", "most");
            return new SnapshotConfiguration(
                    Durations.parse(mapping.text("keep")),
                    mapping.has("faces") ? mapping.oneOf("faces", Faces.byWord()) : Faces.BLURRED,
                    mapping.has("sources") ? mapping.texts("sources") : List.of(),
                    mapping.integer("most", 1, SnapshotConfiguration.MOST, SnapshotConfiguration.USUAL_MOST));
        });
        reading.unknownKeys(mapping);
        read.ifPresent(snapshots -> snapshots.sources().stream()
                .filter(name -> !names.contains(name) || sources.get(name) instanceof SourceConfiguration.OfSamples)
                .forEach(name -> reading.refuse(
                        mapping,
                        "sources",
                        Optional.of("unknown-source"),
                        "snapshots are wanted of source '%s', but there is no such camera; there are %s"
                                .formatted(name, cameras()))));
        return read;
    }

    private TreeSet<String> cameras() {
        TreeSet<String> cameras = new TreeSet<>(names);
        cameras.removeIf(name -> sources.get(name) instanceof SourceConfiguration.OfSamples);
        return cameras;
    }
}
