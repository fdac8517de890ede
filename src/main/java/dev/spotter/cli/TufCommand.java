package dev.spotter.cli;

import dev.spotter.ota.tuf.MetadataStore;
import dev.spotter.ota.tuf.RepositoryFetcher;
import dev.spotter.ota.tuf.TargetFolder;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The client of The Update Framework alone, with the command line of the public tuf-conformance suite: options stand
 * before the subcommand, and it exits with 0 or 1, nothing else.
 */
@Command(
        name = "tuf",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = FailureHandler.FAILED,
        description = "The TUF client alone: init, refresh, download.",
        subcommands = {InitTufCommand.class, RefreshTufCommand.class, DownloadTufCommand.class})
final class TufCommand {
    @Option(
            names = "--metadata-dir",
            required = true,
            paramLabel = "DIR",
            description = "The folder of metadata that is believed.")
    private Path metadataFolder;

    @Option(
            names = "--metadata-url",
            paramLabel = "URL",
            description = "The repository's metadata: https:, http: or file:.")
    private String metadataAddress;

    @Option(names = "--target-name", paramLabel = "PATH", description = "A target; may stand more than once.")
    private List<String> targets = List.of();

    @Option(names = "--target-base-url", paramLabel = "URL", description = "The repository's targets.")
    private String targetAddress;

    @Option(names = "--target-dir", paramLabel = "DIR", description = "The folder that targets are put into.")
    private Path targetFolder;

    @Spec
    private CommandSpec spec;

    MetadataStore store() {
        return new MetadataStore(metadataFolder);
    }

    /** @param targetsToo whether targets are fetched as well */
    RepositoryFetcher fetcher(boolean targetsToo) {
        require("--metadata-url", metadataAddress);
        if (targetsToo) {
            require("--target-base-url", targetAddress);
        }
        return new RepositoryFetcher(metadataAddress, targetsToo ? targetAddress : metadataAddress);
    }

    TargetFolder targetFolder() {
        require("--target-dir", targetFolder);
        return new TargetFolder(targetFolder);
    }

    List<String> targets() {
        require("--target-name", targets.isEmpty() ? null : targets);
        return targets;
    }

    private void require(String option, Object value) {
        if (value == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '%s'".formatted(option));
        }
    }
}
