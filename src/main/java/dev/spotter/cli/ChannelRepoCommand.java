package dev.spotter.cli;

import dev.spotter.ota.repository.SetAddition;
import dev.spotter.ota.repository.Workspace;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Has a channel want a set that is there: one that proved itself on another channel, or an earlier one again. */
@Command(
        name = "channel",
        mixinStandardHelpOptions = true,
        description = "Has a channel's devices run a set that was added before.")
final class ChannelRepoCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FOLDER", description = "The repository's folder.")
    private Path folder;

    @Parameters(index = "1", paramLabel = "CHANNEL", description = "The channel, such as stable.")
    private String channel;

    @Parameters(index = "2", paramLabel = "SET", description = "The set's name.")
    private String set;

    @Override
    public Integer call() {
        SetAddition.point(Workspace.open(folder), channel, set, Instant.now());
        return 0;
    }
}
