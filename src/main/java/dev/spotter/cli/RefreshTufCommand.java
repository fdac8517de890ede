package dev.spotter.cli;

import dev.spotter.ota.tuf.MetadataStore;
import dev.spotter.ota.tuf.RepositoryFetcher;
import dev.spotter.ota.tuf.TufClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Brings the metadata up to date. */
@Command(
        name = "refresh",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = FailureHandler.FAILED,
        description = "Brings the metadata up to date.")
final class RefreshTufCommand implements Callable<Integer> {
    @ParentCommand
    private TufCommand tuf;

    @Override
    public Integer call() {
        try (MetadataStore store = tuf.store();
                RepositoryFetcher fetcher = tuf.fetcher(false)) {
            new TufClient(store, fetcher).refresh();
            return 0;
        }
    }
}
