package dev.spotter.cli;

import dev.spotter.model.ModelPackage;
import dev.spotter.model.catalogue.Catalogue;
import dev.spotter.model.catalogue.CatalogueEntry;
import dev.spotter.model.catalogue.Installation;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Installs a public model from the catalogue. */
@Command(
        name = "install",
        mixinStandardHelpOptions = true,
        description =
                "Installs a public model from the catalogue (`spotter models list --catalogue`): fetches it, checks "
                        + "its SHA-256, tries it in a child process, and only then puts it among the device's own models.")
final class InstallModelCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions options;

    @Parameters(paramLabel = "NAME", description = "What the catalogue calls it.")
    private String name;

    @Option(
            names = "--from",
            paramLabel = "DIR",
            description =
                    "Takes the files from a folder (or its folders), by name or SHA-256, instead of fetching them.")
    private Path from;

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            description = "The SHA-256 of the model's file, where the catalogue does not know it.")
    private String sha256;

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description = "The folder of models to install into, instead of the data folder's.")
    private Path into;

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description = "A catalogue of your own instead of the shipped one.")
    private Path catalogue;

    @Override
    public Integer call() throws InterruptedException {
        if (from != null && !Files.isDirectory(from)) {
            throw new ParameterException(spec.commandLine(), "--from is '%s', which is no folder".formatted(from));
        }
        if (sha256 != null && !ModelPackage.SHA_256.matcher(sha256).matches()) {
            throw new ParameterException(
                    spec.commandLine(), "--sha256 is '%s', it must have 64 digits 0-9a-f".formatted(sha256));
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        CatalogueEntry entry = Catalogue.read(catalogue == null ? Places.find().catalogue() : catalogue)
                .find(name);
        Path models = into == null ? Places.installedModels(options.folder()) : into;
        boolean done = new Installation(models, options.trials(err), new ProgressLine(err))
                .install(entry, Optional.ofNullable(sha256), Optional.ofNullable(from));
        if (!done) {
            out.printf("%s %s is installed already in %s%n", entry.name(), entry.version(), models);
        } else {
            out.printf(
                    "installed %s %s in %s; the weights' licence is %s, see %s%n",
                    entry.name(), entry.version(), models, entry.licence(), entry.source());
        }
        out.flush();
        return 0;
    }
}
