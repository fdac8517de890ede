package dev.spotter.cli;

import picocli.CommandLine.Command;

/** The commands on the store of models. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists, installs, verifies and tries models.",
        subcommands = {
            ListModelsCommand.class,
            InstallModelCommand.class,
            VerifyModelsCommand.class,
            TrialModelCommand.class,
            ShowModelCardCommand.class
        })
final class ModelsCommand {}
