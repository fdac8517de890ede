package dev.spotter.cli;

import picocli.CommandLine.Command;

/** The commands on ensembles. */
@Command(
        name = "ensemble",
        mixinStandardHelpOptions = true,
        description = "Fits ensembles.",
        subcommands = {FitEnsembleCommand.class})
final class EnsembleCommand {}
