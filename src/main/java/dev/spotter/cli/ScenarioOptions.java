package dev.spotter.cli;

import dev.spotter.evaluation.scenario.ScenarioFolder;
import dev.spotter.evaluation.scenario.ScenarioProcesses;
import dev.spotter.evaluation.scenario.ScenarioReplay;
import dev.spotter.profile.DeviceUpdates;
import dev.spotter.tflite.TfLite;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose scenarios: those in a data folder, by the sources and rules of a profile. */
final class ScenarioOptions {
    @Option(names = "--profile", required = true, paramLabel = "FILE", description = "The device profile.")
    Path profile;

    @Mixin
    DataOptions data;

    /** The folders of the models that run, the first first: those of the set that was activated last, and what comes behind it. */
    List<Path> running() {
        Path folder = data.folder();
        return DeviceUpdates.off(folder, Places.find().models(null, folder)).folders();
    }

    ScenarioFolder folder() {
        return new ScenarioFolder(data.folder());
    }

    ScenarioReplay replay() {
        return replay(profile, data.folder(), data.tfLite());
    }

    /** How the scenarios of a device are replayed. */
    static ScenarioReplay replay(Path profile, Path data, TfLite tfLite) {
        return new ScenarioReplay(
                new ScenarioFolder(data),
                new ScenarioProcesses(
                        ScenarioChildMain.program(), tfLite.library(), profile, ScenarioProcesses.USUAL_LIMITS));
    }
}
