package dev.spotter.cli;

import dev.spotter.ota.repository.KeyFile;
import dev.spotter.ota.repository.RootChange;
import dev.spotter.ota.repository.Workspace;
import dev.spotter.ota.tuf.TufKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Begins a repository. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Begins a repository from public keys; its first root then waits for the root keys' signatures.")
final class InitRepoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "The repository's folder.")
    private Path folder;

    @Option(
            names = "--root",
            required = true,
            paramLabel = "KEY.pub",
            description = "A root key; more than one is wise.")
    private List<Path> root;

    @Option(
            names = "--threshold",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many root keys must sign a root.")
    private int threshold;

    @Option(
            names = "--targets",
            required = true,
            paramLabel = "KEY.pub",
            description = "A key that signs what is offered.")
    private List<Path> targets;

    @Option(
            names = "--online",
            required = true,
            paramLabel = "KEY.pub",
            description = "A key for snapshot and timestamp.")
    private List<Path> online;

    @Override
    public Integer call() {
        Instant now = Instant.now();
        Workspace workspace = Workspace.create(
                folder, RootChange.first(keys(root), threshold, keys(targets), keys(online), now), now);
        spec.commandLine()
                .getOut()
                .printf("%s waits for %d signatures%n", workspace.stagedRoot().orElseThrow(), threshold);
        return 0;
    }

    private static List<TufKey> keys(List<Path> files) {
        return files.stream().map(KeyFile::readPublic).toList();
    }
}
