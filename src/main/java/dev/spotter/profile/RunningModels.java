package dev.spotter.profile;

import dev.spotter.model.ModelStore;
import dev.spotter.model.WindowClassifier;
import dev.spotter.model.frame.PackagedFrameModel;
import dev.spotter.ota.probation.ProbationJudge;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.StageConfiguration;
import dev.spotter.pipeline.StoreLibrary;
import dev.spotter.tflite.TfLite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The models and ensembles that a device's pipelines run, and how all of them change together. */
final class RunningModels {
    private final Profile profile;
    private final TfLite tfLite;
    private volatile Map<String, String> ensembles = Map.of();

    RunningModels(Profile profile, TfLite tfLite) {
        this.profile = profile;
        this.tfLite = tfLite;
    }

    /** The packages of a store on the profile's accelerators; each pipeline opens of them what it needs. */
    ModelLibrary library(ModelStore store) {
        return new StoreLibrary(
                store,
                (model, accelerator) -> WindowClassifier.open(tfLite, model, accelerator),
                (model, accelerator) -> PackagedFrameModel.open(tfLite, model, accelerator),
                profile.accelerators());
    }

    /** From now on these are the ensembles that run. */
    void run(ModelLibrary library) {
        ensembles = ensembles(library);
    }

    /**
     * Gives all pipelines the models of other folders, or none of them.
     *
     * @param folders where the model packages are, the first first
     * @throws RuntimeException with a code and a sentence, if something of it cannot be had or does not fit; what ran before
     *     goes on
     */
    synchronized void swap(List<Path> folders, RunningSources sources) {
        profile.checkModels(folders);
        ModelLibrary library = library(new ModelStore(folders));
        Map<String, String> next = ensembles(library);
        sources.swap(library);
        ensembles = next;
    }

    /**
     * Runs the models of other folders beside those that run, and has a judge told how both do.
     *
     * @param folders of the models that ran before, the first first
     * @throws RuntimeException with a code and a sentence, if one of them cannot be had
     */
    void watch(List<Path> folders, ProbationJudge judge, RunningSources sources) {
        sources.watch(library(new ModelStore(folders)), new ProbationWatch(profile.rules(), judge));
    }

    private Map<String, String> ensembles(ModelLibrary library) {
        Map<String, String> versions = new TreeMap<>();
        profile.pipelines().stream()
                .flatMap(pipeline -> pipeline.stages().stream())
                .filter(StageConfiguration.Ensemble.class::isInstance)
                .map(stage -> library.ensemble(((StageConfiguration.Ensemble) stage).name()))
                .forEach(ensemble -> versions.put(ensemble.name(), ensemble.version()));
        return versions;
    }

    /** The models and ensembles that run: name to version. */
    Map<String, String> versions(RunningSources sources) {
        Map<String, String> models = new TreeMap<>(ensembles);
        sources.pipelines()
                .forEach(pipeline ->
                        pipeline.statistics().models().forEach(model -> models.put(model.model(), model.version())));
        return models;
    }
}
