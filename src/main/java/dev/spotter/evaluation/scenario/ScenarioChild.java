package dev.spotter.evaluation.scenario;

import dev.spotter.model.ModelStore;
import dev.spotter.model.WindowClassifier;
import dev.spotter.model.frame.PackagedFrameModel;
import dev.spotter.model.trial.LineService;
import dev.spotter.pipeline.StoreLibrary;
import dev.spotter.profile.Profile;
import dev.spotter.profile.ProfileFragment;
import dev.spotter.profile.ProfileReader;
import dev.spotter.tflite.TfLite;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** The child's side: the path of a scenario's folder comes in, a {@link ScenarioResult} goes out. */
public final class ScenarioChild {
    private final Path library;
    private final Path profile;
    private final List<Path> models;

    private ScenarioChild(Path library, Path profile, List<Path> models) {
        this.library = library;
        this.profile = profile;
        this.models = models;
    }

    /**
     * Serves until the requests end.
     *
     * @param library TensorFlow Lite's library
     * @param profile the device profile
     * @param models the folders of model packages, the first first
     * @param in paths of folders, absolute, one a line, UTF-8
     * @param out results, JSON, one a line
     */
    public static void serve(Path library, Path profile, List<Path> models, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        LineService.serve(in, out, new ScenarioChild(library, profile, models)::answer);
    }

    private String answer(String request) throws InterruptedException {
        try {
            return ResultJson.write(run(Path.of(request)));
        } catch (RuntimeException failure) {
            return ResultJson.write(ScenarioFolder.failed(failure));
        }
    }

    private ScenarioResult run(Path folder) throws InterruptedException {
        Profile device = ProfileFragment.merged(ProfileReader.read(profile), models);
        Scenario scenario = ScenarioReader.toReplay(device).read(folder);
        device.checkModels(models);
        TfLite tfLite = TfLite.load(library, library.getParent());
        ModelStore packages = new ModelStore(models);
        StoreLibrary store = new StoreLibrary(
                packages,
                (model, accelerator) -> WindowClassifier.open(tfLite, model, accelerator),
                (model, accelerator) -> PackagedFrameModel.open(tfLite, model, accelerator),
                device.accelerators());
        return new ScenarioRun(device.fitting(packages), store).run(scenario);
    }
}
