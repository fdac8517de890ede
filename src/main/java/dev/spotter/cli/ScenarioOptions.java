package dev.spotter.cli;

import dev.spotter.evaluation.scenario.ScenarioFolder;
import dev.spotter.evaluation.scenario.ScenarioProcesses;
import dev.spotter.evaluation.scenario.ScenarioReplay;
import dev.spotter.tflite.TfLite;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose scenarios: those in a data folder, by the sources and rules of a profile. */
final class ScenarioOptions {
    @Option(names = "--profile", required = true, paramLabel = "FILE", description = "The device profile.")
    Path profile;

    @Mixin
    DataOptions data;

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
