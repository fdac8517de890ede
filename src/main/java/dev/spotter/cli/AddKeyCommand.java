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

/** Gives a role another key. */
@Command(name = "add", mixinStandardHelpOptions = true, description = "Lets a key speak for a role.")
final class AddKeyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RoleKeyOptions options;

    @Parameters(index = "2", paramLabel = "KEY.pub", description = "The key.")
    private Path key;

    @Override
    public Integer call() {
        Workspace workspace = options.workspace();
        RootChange.add(workspace, options.role(), KeyFile.readPublic(key), options.threshold(), Instant.now());
        return RoleKeyOptions.tellWhatWaits(workspace, spec.commandLine().getOut());
    }
}
