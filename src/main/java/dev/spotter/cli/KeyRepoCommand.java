package dev.spotter.cli;

import picocli.CommandLine.Command;

/** The commands on keys. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Makes keys, and changes for which roles they speak.",
        subcommands = {NewKeyCommand.class, AddKeyCommand.class, RemoveKeyCommand.class})
final class KeyRepoCommand {}
