package dev.spotter.cli;

import dev.spotter.model.ModelException;
import dev.spotter.model.ModelPackage;
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
        description = "Checks every package: its model.yaml, and the SHA-256 of its files.")
final class VerifyModelsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOptions options;

    @Override
    public Integer call() {
        Collection<Path> folders = options.store().packageFolders();
        int refused = 0;
        for (Path folder : folders) {
            try {
                ModelPackage model = ModelPackage.read(folder);
                model.files().verify();
                spec.commandLine()
                        .getOut()
                        .printf(
                                "%s %s: %d files are right%n",
                                model.name(), model.version(), model.hashes().size());
            } catch (ModelException e) {
                refused++;
                spec.commandLine().getErr().printf("%s: %s [%s]%n", folder.getFileName(), e.getMessage(), e.code());
            }
        }
        spec.commandLine().getErr().printf("%d packages, %d refused%n", folders.size(), refused);
        return refused == 0 ? 0 : 1;
    }
}
