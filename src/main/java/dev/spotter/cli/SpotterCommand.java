package dev.spotter.cli;

import dev.spotter.profile.Version;
import picocli.CommandLine.Command;

/** The command that holds the others. */
@Command(
        name = "spotter",
        mixinStandardHelpOptions = true,
        version = "spotter " + Version.TEXT,
        description = "An edge agent that watches over a gym floor.",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            CheckCommand.class,
            ModelsCommand.class,
            InferCommand.class,
            EvalCommand.class,
            EnsembleCommand.class,
            RecordCommand.class,
            BenchCommand.class,
            ScenariosCommand.class,
            RepoCommand.class,
            OtaCommand.class,
            TufCommand.class,
            TrialChildCommand.class,
            ScenarioChildCommand.class
        })
final class SpotterCommand {}
