package dev.spotter.cli;

import dev.spotter.ota.repository.SetAddition;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has a channel want a set that is there: one that proved itself on another channel, or an earlier one again. */
@Command(
        name = "channel",
        mixinStandardHelpOptions = true,
        description = "Has a channel's devices run a set that was added before.")
final class ChannelRepoCommand implements Callable<Integer> {
    @Mixin
    private WorkspaceOptions repository;

    @Parameters(index = "1", paramLabel = "CHANNEL", description = "The channel, such as stable.")
    private String channel;

    @Parameters(index = "2", paramLabel = "SET", description = "The set's name.")
    private String set;

    @Override
    public Integer call() {
        SetAddition.point(repository.open(), channel, set, Instant.now());
        return 0;
    }
}
