package dev.spotter.cli;

import dev.spotter.ota.repository.KeyFile;
import dev.spotter.ota.repository.RootChange;
import dev.spotter.ota.repository.Workspace;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a role away from a key. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description = "Takes a role away from a key, such as one that was stolen.")
final class RemoveKeyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RoleKeyOptions options;

    @Parameters(index = "2", paramLabel = "KEY.pub|KEYID", description = "Its file, or its name as `inspect` shows it.")
    private String key;

    @Override
    public Integer call() {
        Workspace workspace = options.workspace();
        String id = key.endsWith(".pub") ? KeyFile.readPublic(Path.of(key)).id() : key;
        RootChange.remove(workspace, options.role(), id, options.threshold(), Instant.now());
        return RoleKeyOptions.tellWhatWaits(workspace, spec.commandLine().getOut());
    }
}
