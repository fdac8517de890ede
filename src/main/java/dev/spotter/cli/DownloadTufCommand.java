package dev.spotter.cli;

import dev.spotter.model.transfer.TransferProgress;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.tuf.MetadataStore;
import dev.spotter.ota.tuf.RepositoryFetcher;
import dev.spotter.ota.tuf.TargetFile;
import dev.spotter.ota.tuf.TargetFolder;
import dev.spotter.ota.tuf.TrustedTargets;
import dev.spotter.ota.tuf.TufClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Brings targets, in the order in which they are named, up to the first that cannot be had. */
@Command(
        name = "download",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = FailureHandler.FAILED,
        description = "Brings the metadata up to date, and then the targets.")
final class DownloadTufCommand implements Callable<Integer> {
    @ParentCommand
    private TufCommand tuf;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        TargetFolder folder = tuf.targetFolder();
        try (MetadataStore store = tuf.store();
                RepositoryFetcher fetcher = tuf.fetcher(true)) {
            TrustedTargets targets = new TufClient(store, fetcher).refresh();
            for (String name : tuf.targets()) {
                TargetFile target = targets.find(name).orElseThrow(() -> missing(name));
                spec.commandLine().getOut().println(targets.download(target, folder, TransferProgress.NONE));
            }
            return 0;
        }
    }

    private static UpdateException missing(String name) {
        return new UpdateException(
                "target-not-found", "no role that may speak for the target '%s' lists it".formatted(name));
    }
}
