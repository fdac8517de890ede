package dev.spotter.cli;

import dev.spotter.ota.UpdateException;
import dev.spotter.ota.tuf.MetadataStore;
import dev.spotter.ota.tuf.TufClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Gives a device the root that it trusts. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = FailureHandler.FAILED,
        description = "Trusts a root, which came by a way that is trusted. Asks no server.")
final class InitTufCommand implements Callable<Integer> {
    @ParentCommand
    private TufCommand tuf;

    @Parameters(paramLabel = "FILE", description = "The root's metadata.")
    private Path root;

    @Override
    public Integer call() {
        try (MetadataStore store = tuf.store()) {
            TufClient.init(store, Files.readAllBytes(root));
            return 0;
        } catch (IOException e) {
            throw new UpdateException("no-trusted-root", "%s cannot be read: %s".formatted(root, e), e);
        }
    }
}
