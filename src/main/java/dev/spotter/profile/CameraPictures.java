package dev.spotter.profile;

import dev.spotter.dashboard.NoPicture;
import dev.spotter.model.ModelException;
import dev.spotter.model.ModelStore;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.snapshot.FaceBlur;
import dev.spotter.pipeline.snapshot.LatestFrame;
import dev.spotter.pipeline.snapshot.Preview;
import dev.spotter.pipeline.snapshot.SnapshotConfiguration;
import dev.spotter.pipeline.snapshot.SnapshotConfiguration.Faces;
import dev.spotter.pipeline.snapshot.Snapshots;
import dev.spotter.safety.Incident;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The pictures that a device shows or keeps, where its profile asks for some: previews, and snapshots of incidents. They
 * stay on the device: nothing of them is ever given to the back end.
 */
final class CameraPictures implements AutoCloseable {
    private static final String FOLDER = "snapshots";

    private final Profile profile;
    private final Path folder;
    private final Map<String, LatestFrame> kept = new HashMap<>();
    private final Map<String, Preview> previews = new TreeMap<>();
    private volatile Map<String, String> cameraOfStation;
    private volatile Snapshots snapshots;
    private volatile String notCleared;

    /** @param data the device's folder, in which snapshots have one of their own */
    CameraPictures(Profile profile, Path data) {
        this.profile = profile;
        folder = data.resolve(FOLDER);
        change(profile);
        profile.sources().forEach((name, source) -> {
            if (source instanceof SourceConfiguration.Camera camera) {
                if (camera.preview()) {
                    previews.put(name, new Preview(keep(name)));
                }
                if (profile.snapshots().filter(wanted -> wanted.of(name)).isPresent()) {
                    keep(name);
                }
            }
        });
    }

    /** Other pipelines may watch the same cameras. */
    void change(Profile running) {
        cameraOfStation = running.pipelines().stream()
                .filter(pipeline -> pipeline.given() == PipelineConfiguration.Given.FRAMES)
                .collect(Collectors.toMap(PipelineConfiguration::name, PipelineConfiguration::source));
    }

    private LatestFrame keep(String camera) {
        return kept.computeIfAbsent(camera, name -> new LatestFrame());
    }

    /**
     * Opens what snapshots need, or deletes those of an earlier profile.
     *
     * @throws RuntimeException with a code and a sentence, if a model that finds faces cannot be opened
     */
    void open(ModelStore store, ModelLibrary library) {
        if (profile.snapshots().isPresent()) {
            SnapshotConfiguration wanted = profile.snapshots().get();
            Optional<FaceBlur> blur = wanted.faces() == Faces.BLURRED
                    ? FaceModels.open(FaceModels.names(profile, store), library)
                    : Optional.empty();
            Map<String, LatestFrame> cameras = new HashMap<>(kept);
            cameras.keySet().removeIf(name -> !wanted.of(name));
            snapshots = Snapshots.open(folder, wanted, cameras, blur);
        } else {
            try {
                Snapshots.clear(folder);
            } catch (UncheckedIOException e) {
                notCleared = e.getMessage();
            }
        }
    }

    /** What keeps a camera's newest frame; empty where nobody asks for one. */
    Optional<LatestFrame> listener(String camera) {
        return Optional.ofNullable(kept.get(camera));
    }

    /** Takes a snapshot for an incident that is new. One of an earlier run comes again before any camera gives a frame. */
    void changed(Incident incident) {
        String camera = cameraOfStation.get(incident.place());
        if (snapshots != null && camera != null && incident.state() == Incident.State.raised) {
            snapshots.take(incident.id(), camera);
        }
    }

    /** The snapshot of an incident, as JPEG. */
    byte[] ofIncident(String incident) {
        return Optional.ofNullable(snapshots)
                .flatMap(all -> all.find(incident))
                .orElseThrow(() -> new NoPicture("no-snapshot", "there is no snapshot of incident " + incident));
    }

    /** Those of some incidents that have a snapshot: their ids, in the same order. */
    List<String> snapshotsOf(List<Incident> incidents) {
        Set<String> kept = snapshots == null ? Set.of() : snapshots.incidents();
        return incidents.stream().map(Incident::id).filter(kept::contains).toList();
    }

    /** What a camera sees now, as JPEG. */
    byte[] preview(String camera) {
        Preview preview = previews.get(camera);
        if (preview == null) {
            throw new NoPicture(
                    "no-preview", "there is no preview of a camera '%s'; there are %s".formatted(camera, previews()));
        }
        try {
            return preview.jpeg()
                    .orElseThrow(() -> new NoPicture("no-frame", "camera '%s' gives no frames".formatted(camera)));
        } catch (ModelException e) {
            throw new NoPicture(e.code(), e.getMessage());
        }
    }

    /** The cameras that have a preview. */
    List<String> previews() {
        return List.copyOf(previews.keySet());
    }

    /** What is wrong now: a stable code, and a sentence. */
    Map<String, String> problems() {
        if (notCleared != null) {
            return Map.of("snapshot-not-deleted", notCleared);
        }
        return snapshots == null ? Map.of() : snapshots.problems();
    }

    /** When no source runs any more; stores what was taken. */
    @Override
    public void close() {
        if (snapshots != null) {
            snapshots.close();
        }
    }
}
