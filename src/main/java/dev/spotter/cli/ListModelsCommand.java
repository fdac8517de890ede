package dev.spotter.cli;

import dev.spotter.model.ModelException;
import dev.spotter.model.ModelInput;
import dev.spotter.model.ModelPackage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the packages of the store as a table. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the model packages.")
final class ListModelsCommand implements Callable<Integer> {
    private static final String ROW = "%-22s %-9s %-15s %-28s %s%n";

    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOptions options;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        int refused = 0;
        out.printf(ROW, "NAME", "VERSION", "TASK", "INPUT", "LABELS");
        for (Path folder : options.store().packageFolders()) {
            try {
                ModelPackage model = ModelPackage.read(folder);
                out.printf(
                        ROW,
                        model.name(),
                        model.version(),
                        model.task().word(),
                        model.inputs().stream().map(ModelInput::summary).collect(Collectors.joining(", ")),
                        String.join(" ", model.labels()));
            } catch (ModelException e) {
                refused++;
                spec.commandLine().getErr().printf("%s: %s [%s]%n", folder, e.getMessage(), e.code());
            }
        }
        return refused == 0 ? 0 : 1;
    }
}
