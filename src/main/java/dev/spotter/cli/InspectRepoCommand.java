package dev.spotter.cli;

import dev.spotter.ota.repository.Inspection;
import dev.spotter.ota.repository.Workspace;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a repository, or one file of its metadata, holds. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Shows versions, expiry, keys, signatures and sets of a repository or of one file of metadata.")
final class InspectRepoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER|FILE", description = "The repository's folder, or a file of metadata.")
    private Path path;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Instant now = Instant.now();
        (Files.isDirectory(path) ? Inspection.of(Workspace.open(path), now) : Inspection.of(Workspace.draft(path), now))
                .forEach(out::println);
        return 0;
    }
}
