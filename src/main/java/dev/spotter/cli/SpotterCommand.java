package dev.spotter.cli;

import picocli.CommandLine.Command;

/** The command that holds the others. */
@Command(
        name = "spotter",
        mixinStandardHelpOptions = true,
        version = "spotter 0.1.0",
        description = "An edge agent that watches over a gym floor.",
        subcommands = {})
final class SpotterCommand {}
