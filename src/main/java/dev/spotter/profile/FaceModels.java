package dev.spotter.profile;

import dev.spotter.model.FrameModel;
import dev.spotter.model.ModelException;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelStore;
import dev.spotter.model.ModelTask;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import dev.spotter.pipeline.snapshot.FaceBlur;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which models find the faces that are to be blurred: a detector of faces, where one is installed; else those that look for
 * bodies in whole frames of the profile's cameras anyway.
 */
final class FaceModels {
    private static final List<String> LABELS = List.of("face");

    private FaceModels() {}

    /** Their names; none where no face can be found. */
    static List<String> names(Profile profile, ModelStore store) {
        Optional<String> detector = store.packageFolders().stream()
                .flatMap(FaceModels::readable)
                .filter(model ->
                        model.task() == ModelTask.DETECTION && model.labels().equals(LABELS))
                .map(ModelPackage::name)
                .findFirst();
        return detector.map(List::of).orElseGet(() -> profile.pipelines().stream()
                .filter(pipeline -> pipeline.given() == PipelineConfiguration.Given.FRAMES)
                .flatMap(pipeline -> pipeline.stages().stream())
                .filter(StageConfiguration.Infer.class::isInstance)
                .map(StageConfiguration.Infer.class::cast)
                .filter(stage ->
                        stage.input() == null && store.find(stage.model()).task() == ModelTask.POSE)
                .map(StageConfiguration.Infer::model)
                .distinct()
                .toList());
    }

    /** A package that is refused is not this one's business: who names it is told. */
    private static Stream<ModelPackage> readable(Path folder) {
        try {
            return Stream.of(ModelPackage.read(folder));
        } catch (ModelException refused) {
            return Stream.empty();
        }
    }

    /** Opens them; empty where there is none. */
    static Optional<FaceBlur> open(List<String> names, ModelLibrary library) {
        List<FrameModel> models = names.stream()
                .map(name -> library.openFrames(name, Optional.empty()))
                .toList();
        return models.isEmpty() ? Optional.empty() : Optional.of(new FaceBlur(models));
    }
}
