package dev.spotter.cli;

import dev.spotter.ota.UpdateException;
import dev.spotter.ota.repository.KeyFile;
import dev.spotter.ota.repository.SigningKey;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where passphrases of keys come from: a file for machines, else whoever sits there. */
final class PassphraseOptions {
    private static final String FILE_VARIABLE = "SPOTTER_PASSPHRASE_FILE";

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "A file with the passphrase of the keys; without it, and without "
                    + FILE_VARIABLE
                    + ", it is asked for.")
    private Path file =
            Optional.ofNullable(System.getenv(FILE_VARIABLE)).map(Path::of).orElse(null);

    /** The passphrase of a key that is there. */
    char[] passphrase(Path key) {
        return file == null ? ask("Passphrase of %s: ".formatted(key)) : read();
    }

    /** The passphrase of a new key; asked for twice. */
    char[] newPassphrase(Path key) {
        char[] passphrase = passphrase(key);
        if (passphrase.length == 0) {
            throw new UpdateException("no-passphrase", "a key without a passphrase is not made");
        }
        if (file == null && !Arrays.equals(passphrase, ask("Once more: "))) {
            throw new UpdateException("wrong-passphrase", "the two passphrases differ");
        }
        return passphrase;
    }

    List<SigningKey> keys(List<Path> files) {
        return files.stream().map(key -> KeyFile.read(key, passphrase(key))).toList();
    }

    private char[] read() {
        try {
            return Files.readString(file).strip().toCharArray();
        } catch (IOException e) {
            throw new UpdateException("no-passphrase", "%s cannot be read: %s".formatted(file, e), e);
        }
    }

    private static char[] ask(String prompt) {
        Console console = System.console();
        char[] typed = console == null || !console.isTerminal() ? null : console.readPassword("%s", prompt);
        if (typed == null) {
            throw new UpdateException(
                    "no-passphrase", "there is no terminal to ask for a passphrase; use --passphrase-file");
        }
        return typed;
    }
}
