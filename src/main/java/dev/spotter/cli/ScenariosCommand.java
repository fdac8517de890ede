package dev.spotter.cli;

import picocli.CommandLine.Command;

/** The commands on the scenarios of a site. */
@Command(
        name = "scenarios",
        mixinStandardHelpOptions = true,
        description = "Lists and replays the site's own scenarios, which new models are held to (docs/scenarios.md).",
        subcommands = {ListScenariosCommand.class, RunScenariosCommand.class})
final class ScenariosCommand {}
