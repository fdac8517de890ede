package dev.spotter.cli;

import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.model.ModelInput;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelStore;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the models and ensembles of the store as a table. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the models and ensembles.")
final class ListModelsCommand implements Callable<Integer> {
    private static final String ROW = "%-22s %-9s %-15s %-28s %s%n";

    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOptions options;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
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
}
