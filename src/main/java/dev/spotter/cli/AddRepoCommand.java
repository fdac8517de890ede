package dev.spotter.cli;

import dev.spotter.ota.repository.PublishedSet;
import dev.spotter.ota.repository.SetAddition;
import dev.spotter.profile.ProfileFragment;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds a set of models. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = "Adds a set: all models and ensembles that a device runs, changed together or not at all.")
final class AddRepoCommand implements Callable<Integer> {
    @Mixin
    private WorkspaceOptions repository;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PACKAGE",
            description = "Folders of models and ensembles.")
    private List<Path> packages;

    @Option(names = "--set", required = true, paramLabel = "NAME", description = "The set's name, such as 2026-11-a.")
    private String set;

    @Option(
            names = "--channel",
            paramLabel = "NAME",
            defaultValue = "stable",
            description = "The channel whose devices shall run it; ${DEFAULT-VALUE} if not given.")
    private String channel;

    @Option(names = "--description", paramLabel = "TEXT", defaultValue = "", description = "What it is, for people.")
    private String description;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "A fragment of a device profile that comes with it.")
    private Path profile;

    @Option(
            names = "--hardware",
            paramLabel = "NAME",
            description = "Hardware that it is for (x86_64, aarch64, a board's name); any if not given.")
    private List<String> hardware = List.of();

    @Option(
            names = "--agent-least",
            paramLabel = "VERSION",
            description = "The first version of the agent that runs it.")
    private String agentLeast;

    @Option(names = "--agent-below", paramLabel = "VERSION", description = "The first version that does not any more.")
    private String agentBelow;

    @Override
    public Integer call() {
        if (profile != null) {
            ProfileFragment.check(profile);
        }
        PublishedSet added = new PublishedSet(
                set,
                description,
                packages,
                Optional.ofNullable(profile),
                hardware,
                Optional.ofNullable(agentLeast),
                Optional.ofNullable(agentBelow));
        SetAddition.add(repository.open(), added, channel, Instant.now());
        return 0;
    }
}
