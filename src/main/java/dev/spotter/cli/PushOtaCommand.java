package dev.spotter.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Another set, from a repository. */
@Command(
        name = "push",
        mixinStandardHelpOptions = true,
        description = {
            "Has this device run a set of a repository: fetched, verified, tried, and only then activated.",
            "An agent that runs on the data folder does it at once; else the set runs when it is started, on probation."
        })
final class PushOtaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "REPOSITORY",
            description = "An address, a folder or a stick that holds metadata/ and targets/.")
    private String repository;

    @Option(names = "--set", paramLabel = "NAME", description = "The set; if not given, what the channel points to.")
    private String set;

    @Mixin
    private OtaOptions options;

    @Override
    public Integer call() throws InterruptedException {
        Path folder = Path.of(repository);
        String address =
                Files.isDirectory(folder) ? folder.toAbsolutePath().normalize().toString() : repository;
        boolean runs = options.updates(spec.commandLine().getOut()).push(address, Optional.ofNullable(set));
        return runs ? 0 : FailureHandler.FAILED;
    }
}
