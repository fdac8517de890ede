package dev.spotter.cli;

import picocli.CommandLine.Command;

/** The commands on the store of models. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists, verifies and tries models.",
        subcommands = {
            ListModelsCommand.class,
            VerifyModelsCommand.class,
            TrialModelCommand.class,
            ShowModelCardCommand.class
        })
final class ModelsCommand {}
