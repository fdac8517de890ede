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

/**
 * The models and ensembles that a device's pipelines run, and the profile that they run by: the device's own, and what their set
 * changes in it.
 */
final class RunningModels {
    private final Profile own;
    private final TfLite tfLite;
    private volatile Profile profile;
    private volatile Map<String, String> ensembles;

    /**
     * Those that run first; none is opened yet.
     *
     * @param own the device's own profile
     * @param folders where the model packages are, the first first
     * @throws RuntimeException with a code and a sentence, if something of it cannot be had or does not fit
     */
    RunningModels(Profile own, List<Path> folders, TfLite tfLite) {
        this.own = own;
        this.tfLite = tfLite;
        profile = profile(folders);
        ensembles = ensembles(profile, library(new ModelStore(folders)));
    }

    /** The profile that runs. */
    Profile profile() {
        return profile;
    }

    /** The device's profile as it is with the models of some folders, which are checked. */
    private Profile profile(List<Path> folders) {
        Profile merged = ProfileFragment.merged(own, folders);
        merged.checkModels(folders);
        return merged.fitting(new ModelStore(folders));
    }

    /** The packages of a store on the profile's accelerators; each pipeline opens of them what it needs. */
    ModelLibrary library(ModelStore store) {
        return new StoreLibrary(
                store,
                (model, accelerator) -> WindowClassifier.open(tfLite, model, accelerator),
                (model, accelerator) -> PackagedFrameModel.open(tfLite, model, accelerator),
                own.accelerators());
    }

    /**
     * Gives all pipelines the models of other folders, and what their set changes in the profile, or nothing of it.
     *
     * @param folders where the model packages are, the first first
     * @return the profile that runs now
     * @throws RuntimeException with a code and a sentence, if something of it cannot be had or does not fit; what ran before
     *     goes on
     */
    synchronized Profile swap(List<Path> folders, RunningSources sources) {
        Profile next = profile(folders);
        ModelLibrary library = library(new ModelStore(folders));
        Map<String, String> named = ensembles(next, library);
        sources.change(next, library);
        profile = next;
        ensembles = named;
        return next;
    }

    /**
     * Runs the models of other folders beside those that run, and has a judge told how both do.
     *
     * @param folders of the models that ran before, the first first
     * @return whether anything can be compared: a pipeline that their set did not have, or had otherwise, cannot
     * @throws RuntimeException with a code and a sentence, if one of them cannot be had
     */
    boolean watch(List<Path> folders, ProbationJudge judge, RunningSources sources) {
        return sources.watch(
                ProfileFragment.merged(own, folders),
                library(new ModelStore(folders)),
                new ProbationPairs(profile.rules(), judge));
    }

    private static Map<String, String> ensembles(Profile profile, ModelLibrary library) {
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
