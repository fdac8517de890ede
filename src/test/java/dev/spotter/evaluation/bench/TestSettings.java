package dev.spotter.evaluation.bench;

import dev.spotter.SharedFiles;
import dev.spotter.tflite.LoadedLibrary;
import java.nio.file.Path;
import java.util.List;

/** Short runs for tests, on what is shipped. */
final class TestSettings {
    private TestSettings() {}

    static BenchSettings of(Path publicModels, int rounds, List<String> remarks) {
        Path home = SharedFiles.home();
        return new BenchSettings(
                List.of(home.resolve("models-tflite")),
                home.resolve("device-profiles"),
                publicModels,
                LoadedLibrary.dataFolder(),
                rounds,
                remarks::add);
    }
}
