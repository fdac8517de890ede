package dev.spotter.cli;

import dev.spotter.model.ModelStore;
import dev.spotter.tflite.TfLite;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What the commands on models have in common: where the models are, and where TensorFlow Lite is unpacked. */
final class StoreOptions {
    @Option(names = "--models", paramLabel = "DIR", description = "The folder of model packages.")
    private Path models;

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder.")
    private Path data;

    ModelStore store() {
        return new ModelStore(Places.find().models(models));
    }

    TfLite tfLite() {
        return TfLite.load(null, Places.find().data(data));
    }
}
