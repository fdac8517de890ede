package dev.spotter.cli;

import dev.spotter.ota.DurableFile;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.repository.Draft;
import dev.spotter.ota.repository.Inspection;
import dev.spotter.ota.repository.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signs one file of metadata, which may have travelled alone to the machine that has the key. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description =
                "Signs a file of metadata that waits, such as staged/2.root.json; it needs nothing else of the repository.")
final class SignRepoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file of metadata.")
    private Path file;

    @Option(names = "--key", required = true, paramLabel = "KEY.key", description = "A key; may stand more than once.")
    private List<Path> keys;

    @Mixin
    private PassphraseOptions passphrases;

    @Override
    public Integer call() {
        Draft draft = Workspace.draft(file);
        passphrases.keys(keys).forEach(draft::sign);
        try {
            DurableFile.replace(file, draft.bytes());
        } catch (IOException e) {
            throw new UpdateException("disk-error", "%s cannot be written: %s".formatted(file, e), e);
        }
        Inspection.of(draft, Instant.now()).forEach(spec.commandLine().getOut()::println);
        return 0;
    }
}
