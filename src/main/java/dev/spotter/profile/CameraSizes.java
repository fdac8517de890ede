package dev.spotter.profile;

import dev.spotter.capture.camera.FrameSize;
import dev.spotter.model.ImageInput;
import dev.spotter.model.ModelStore;
import dev.spotter.pipeline.FrameNeed;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import dev.spotter.pipeline.StageGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the frames of cameras of which the profile states no size as large as what looks at them needs: models that look at
 * the whole frame need no more than their input, people (previews, snapshots) and models that look at parts of it the usual
 * size.
 */
final class CameraSizes {
    private final Profile profile;
    private final ModelStore store;

    private CameraSizes(Profile profile, ModelStore store) {
        this.profile = profile;
        this.store = store;
    }

    /**
     * The sources of a profile whose models were checked, by name.
     *
     * @param store where its models are
     */
    static Map<String, SourceConfiguration> fit(Profile profile, ModelStore store) {
        CameraSizes sizes = new CameraSizes(profile, store);
        Map<String, SourceConfiguration> fitting = new LinkedHashMap<>(profile.sources());
        fitting.replaceAll((name, source) -> source instanceof SourceConfiguration.Camera camera
                ? camera.fitting(sizes.need(name, camera))
                : source);
        return fitting;
    }

    private FrameSize need(String name, SourceConfiguration.Camera camera) {
        boolean shown = camera.preview()
                || profile.snapshots().filter(wanted -> wanted.of(name)).isPresent();
        return shown ? FrameSize.USUAL : wholes(name).map(FrameNeed::of).orElse(FrameSize.USUAL);
    }

    /** The inputs of the models that look at a camera's frames; empty where one looks at parts of them. */
    private Optional<List<ImageInput>> wholes(String camera) {
        List<ImageInput> inputs = new ArrayList<>();
        for (PipelineConfiguration pipeline : profile.pipelines()) {
            if (pipeline.source().equals(camera)) {
                for (StageGraph.Node node : StageGraph.of(pipeline).order()) {
                    if (node.configuration() instanceof StageConfiguration.Infer infer) {
                        if (!node.inputs().isEmpty()) {
                            return Optional.empty();
                        }
                        inputs.add(store.find(infer.model()).imageInput());
                    }
                }
            }
        }
        return Optional.of(inputs);
    }
}
