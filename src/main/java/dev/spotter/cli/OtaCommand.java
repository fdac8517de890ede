package dev.spotter.cli;

import picocli.CommandLine.Command;

/** The updates of this device. */
@Command(
        name = "ota",
        mixinStandardHelpOptions = true,
        description = "Tells which set of models this device runs, and has it run another one.",
        subcommands = {StatusOtaCommand.class, PushOtaCommand.class, RollbackOtaCommand.class})
final class OtaCommand {}
