package dev.spotter.cli;

import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.model.ModelException;
import dev.spotter.model.ModelInput;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelStore;
import dev.spotter.model.catalogue.Catalogue;
import dev.spotter.model.catalogue.CatalogueEntry;
import dev.spotter.model.catalogue.Installation;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the models and ensembles of the store as a table. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the models and ensembles, or what can be installed.")
final class ListModelsCommand implements Callable<Integer> {
    private static final String ROW = "%-22s %-9s %-15s %-28s %s%n";

    private static final String CATALOGUE_ROW = "%-27s %-9s %-15s %-5s %-12s %-10s %s%n";
    private static final double MIB = 1 << 20;

    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOptions options;

    @Option(
            names = "--catalogue",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "FILE",
            description = "Lists instead the public models that can be installed, of the shipped catalogue or of FILE.")
    private String catalogue;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (catalogue != null) {
            list(Catalogue.read(catalogue.isEmpty() ? Places.find().catalogue() : Path.of(catalogue)), out);
            return 0;
        }
        ModelStore store = options.store();
        out.printf(ROW, "NAME", "VERSION", "TASK", "INPUT", "LABELS");
        int refused = StoreOptions.useEach(store.packageFolders(), err, folder -> {
            ModelPackage model = ModelPackage.read(folder);
            out.printf(
                    ROW,
                    model.name(),
                    model.version(),
                    model.task().word(),
                    model.inputs().stream().map(ModelInput::summary).collect(Collectors.joining(", ")),
                    String.join(" ", model.labels()));
        });
        refused += StoreOptions.useEach(store.ensembleFolders().values(), err, folder -> {
            EnsemblePackage ensemble = EnsemblePackage.read(folder);
            out.printf(
                    ROW,
                    ensemble.name(),
                    ensemble.version(),
                    "ensemble",
                    ensemble.combination().word() + " of " + ensemble.members().size() + " models",
                    String.join(" ", ensemble.labels()));
        });
        return refused == 0 ? 0 : 1;
    }

    private void list(Catalogue catalogue, PrintWriter out) {
        Path installed = Places.installedModels(options.data().folder());
        out.printf(CATALOGUE_ROW, "NAME", "VERSION", "TASK", "MIB", "LICENCE", "INSTALLED", "WHAT IT IS");
        for (CatalogueEntry entry : catalogue.entries()) {
            OptionalLong bytes = entry.bytes();
            out.printf(
                    CATALOGUE_ROW,
                    entry.name(),
                    entry.version(),
                    entry.task(),
                    bytes.isPresent() ? "%.1f".formatted(bytes.getAsLong() / MIB) : "?",
                    entry.licence(),
                    installed(installed.resolve(entry.name()), entry),
                    entry.description());
        }
    }

    private static String installed(Path folder, CatalogueEntry entry) {
        if (!Files.exists(folder)) {
            return "no";
        }
        try {
            ModelPackage found = ModelPackage.read(folder);
            return Installation.isInstalled(found, entry) ? "yes" : "other";
        } catch (ModelException damaged) {
            return "damaged";
        }
    }
}
