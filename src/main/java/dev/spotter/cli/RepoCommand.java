package dev.spotter.cli;

import picocli.CommandLine.Command;

/** The technician's update repository. */
@Command(
        name = "repo",
        mixinStandardHelpOptions = true,
        description = "Makes, signs and publishes an update repository.",
        subcommands = {
            InitRepoCommand.class,
            KeyRepoCommand.class,
            AddRepoCommand.class,
            ChannelRepoCommand.class,
            SignRepoCommand.class,
            PublishRepoCommand.class,
            InspectRepoCommand.class
        })
final class RepoCommand {}
