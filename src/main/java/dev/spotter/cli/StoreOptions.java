package dev.spotter.cli;

import dev.spotter.model.ModelException;
import dev.spotter.model.ModelStore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands on models have in common: where the models are. */
final class StoreOptions {
    @Option(names = "--models", paramLabel = "DIR", description = "The folder of model packages.")
    private Path models;

    @Mixin
    private DataOptions data;

    ModelStore store() {
        return new ModelStore(Places.find().models(models, data.folder()));
    }

    DataOptions data() {
        return data;
    }

    /**
     * Uses every folder; one that is refused is told and does not stop the others.
     *
     * @return how many were refused
     */
    static int useEach(Collection<Path> folders, PrintWriter err, Consumer<Path> use) {
        int refused = 0;
        for (Path folder : folders) {
            try {
                use.accept(folder);
            } catch (ModelException e) {
                refused++;
                err.printf("%s: %s [%s]%n", folder.getFileName(), e.getMessage(), e.code());
            }
        }
        return refused;
    }
}
