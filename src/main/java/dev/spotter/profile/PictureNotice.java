package dev.spotter.profile;

import dev.spotter.model.ModelStore;
import dev.spotter.pipeline.snapshot.SnapshotConfiguration;
import dev.spotter.pipeline.snapshot.SnapshotConfiguration.Faces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** What a profile has shown or kept of those whom its cameras see, in sentences for the people who answer for it. */
public final class PictureNotice {
    private PictureNotice() {}

    /**
     * The sentences; none where no picture is shown or kept.
     *
     * @param modelFolders where the models are that may find faces
     */
    public static List<String> of(Profile profile, List<Path> modelFolders) {
        List<String> sentences = new ArrayList<>();
        List<String> previews = cameras(profile, (name, camera) -> camera.preview());
        if (!previews.isEmpty()) {
            sentences.add("the page shows what these cameras see, as it happens: %s; nothing of it is kept"
                    .formatted(String.join(", ", previews)));
        }
        profile.snapshots().ifPresent(snapshots -> {
            sentences.add(kept(snapshots, cameras(profile, (name, camera) -> snapshots.of(name))));
            if (snapshots.faces() == Faces.BLURRED) {
                sentences.add(found(FaceModels.names(profile, new ModelStore(modelFolders))));
            }
        });
        return sentences;
    }

    private static List<String> cameras(Profile profile, BiPredicate<String, SourceConfiguration.Camera> wanted) {
        return profile.sources().entrySet().stream()
                .filter(source -> source.getValue() instanceof SourceConfiguration.Camera camera
                        && wanted.test(source.getKey(), camera))
                .map(source -> source.getKey())
                .toList();
    }

    private static String kept(SnapshotConfiguration snapshots, List<String> cameras) {
        return "a picture of each incident that these cameras see is kept on the device for %s (at most %d), faces %s: %s"
                .formatted(
                        words(snapshots.keep()),
                        snapshots.most(),
                        snapshots.faces() == Faces.BLURRED ? "blurred" : "VISIBLE",
                        String.join(", ", cameras));
    }

    private static String found(List<String> models) {
        return models.isEmpty()
                ? "no picture is kept until a model that finds faces is installed"
                : "faces are found by %s; one that it does not find is not blurred"
                        .formatted(String.join(", ", models));
    }

    private static String words(Duration duration) {
        if (duration.toMillis() % Duration.ofHours(1).toMillis() == 0) {
            return duration.toHours() + " h";
        }
        return duration.toMillis() % Duration.ofMinutes(1).toMillis() == 0
                ? duration.toMinutes() + " min"
                : duration.toMillis() / 1000.0 + " s";
    }
}
