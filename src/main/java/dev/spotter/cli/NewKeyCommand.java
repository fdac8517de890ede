package dev.spotter.cli;

import dev.spotter.ota.repository.KeyFile;
import dev.spotter.ota.tuf.SignatureScheme;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a key. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = "Makes a key: KEY.key, encrypted with a passphrase, and KEY.pub, to be given to anybody.")
final class NewKeyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "KEY.key", description = "The file, which must not be there yet.")
    private Path file;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "ED25519",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given.")
    private SignatureScheme scheme;

    @Mixin
    private PassphraseOptions passphrases;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(KeyFile.generate(file, scheme, passphrases.newPassphrase(file)));
        return 0;
    }
}
