package dev.spotter.cli;

import dev.spotter.ota.repository.KeyFile;
import dev.spotter.ota.repository.RootChange;
import dev.spotter.ota.repository.Workspace;
import dev.spotter.ota.tuf.SignatureScheme;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keys: makes them, and changes for which roles they speak. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "new | add | remove",
        description = "Makes keys, and changes for which roles they speak.")
final class KeyRepoCommand {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            description = "Makes a key: KEY.key, encrypted with a passphrase, and KEY.pub, to be given to anybody.")
    int make(
            @Parameters(paramLabel = "KEY.key") Path file,
            @Option(
                            names = "--type",
                            paramLabel = "TYPE",
                            defaultValue = "ED25519",
                            description = "ED25519, ECDSA_P256 or RSA_PSS.")
                    SignatureScheme scheme,
            @Mixin PassphraseOptions passphrases) {
        out().println(KeyFile.generate(file, scheme, passphrases.newPassphrase(file)));
        return 0;
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description =
                    "Lets a key speak for a role: root, targets, snapshot, timestamp, or online for the last two.")
    int add(
            @Parameters(index = "0", paramLabel = "FOLDER") Path folder,
            @Parameters(index = "1", paramLabel = "ROLE") String role,
            @Parameters(index = "2", paramLabel = "KEY.pub") Path key,
            @Option(names = "--threshold", paramLabel = "N", description = "How many keys must sign from then on.")
                    Integer threshold) {
        Workspace workspace = Workspace.open(folder);
        RootChange.add(workspace, role, KeyFile.readPublic(key), optional(threshold), Instant.now());
        return waits(workspace);
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Takes a role away from a key, such as one that was stolen.")
    int remove(
            @Parameters(index = "0", paramLabel = "FOLDER") Path folder,
            @Parameters(index = "1", paramLabel = "ROLE") String role,
            @Parameters(
                            index = "2",
                            paramLabel = "KEY.pub|KEYID",
                            description = "Its file, or its name as `inspect` shows it.")
                    String key,
            @Option(names = "--threshold", paramLabel = "N", description = "How many keys must sign from then on.")
                    Integer threshold) {
        Workspace workspace = Workspace.open(folder);
        String id = key.endsWith(".pub") ? KeyFile.readPublic(Path.of(key)).id() : key;
        RootChange.remove(workspace, role, id, optional(threshold), Instant.now());
        return waits(workspace);
    }

    private int waits(Workspace workspace) {
        out().printf("%s waits for signatures%n", workspace.stagedRoot().orElseThrow());
        return 0;
    }

    private static OptionalInt optional(Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
