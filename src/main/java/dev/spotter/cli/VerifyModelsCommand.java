package dev.spotter.cli;

import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelStore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks every package's description and the SHA-256 of its files. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Checks every package: its model.yaml, the SHA-256 of its files, and that ensembles have their members.")
final class VerifyModelsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOptions options;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ModelStore store = options.store();
        Collection<Path> packages = store.packageFolders();
        Collection<Path> ensembles = store.ensembleFolders().values();
        int refused = StoreOptions.useEach(packages, err, folder -> {
            ModelPackage model = ModelPackage.read(folder);
            model.files().verify();
            out.printf(
                    "%s %s: %d files are right%n",
                    model.name(), model.version(), model.hashes().size());
        });
        refused += StoreOptions.useEach(ensembles, err, folder -> {
            EnsemblePackage ensemble = EnsemblePackage.read(folder);
            ensemble.members().forEach(member -> store.find(member.model()));
            out.printf(
                    "%s %s: %d members are there%n",
                    ensemble.name(), ensemble.version(), ensemble.members().size());
        });
        err.printf("%d packages, %d refused%n", packages.size() + ensembles.size(), refused);
        return refused == 0 ? 0 : 1;
    }
}
