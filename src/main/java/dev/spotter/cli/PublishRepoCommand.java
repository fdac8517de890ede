package dev.spotter.cli;

import dev.spotter.ota.repository.Copy;
import dev.spotter.ota.repository.Publication;
import dev.spotter.ota.repository.Workspace;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes what waits, and a new timestamp. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = {
            "Signs what waits with the keys given, has a client believe it, and publishes it below FOLDER/public.",
            "Without anything that waits it renews the timestamp: do that more often than it expires."
        })
final class PublishRepoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private WorkspaceOptions repository;

    @Option(names = "--key", required = true, paramLabel = "KEY.key", description = "A key; may stand more than once.")
    private List<Path> keys;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Where it is served from, or a stick; it is copied there too.")
    private Path to;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "14",
            description = "How long devices believe that there is nothing newer; ${DEFAULT-VALUE} if not given.")
    private int days;

    @Mixin
    private PassphraseOptions passphrases;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Workspace workspace = repository.open();
        Publication.publish(workspace, passphrases.keys(keys), Instant.now(), Duration.ofDays(days))
                .forEach(file -> out.println("published " + file));
        if (to != null) {
            out.printf("copied %d files to %s%n", Copy.copy(workspace, to), to);
        }
        return 0;
    }
}
