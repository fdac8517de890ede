package dev.spotter.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spotter.SharedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The delegate library for tests, {@code src/test/c/delegate_plugin.c}. */
final class CompiledPlugin {
    private CompiledPlugin() {}

    static Path in(Path folder) {
        return compiled(folder, "libplugin.so");
    }

    /** Compiled under that name, with more flags for the compiler. */
    static Path compiled(Path folder, String name, String... flags) {
        Path cc = Arrays.stream(System.getenv("PATH").split(":"))
                .map(entry -> Path.of(entry, "cc"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(cc != null, "skipped: no C compiler (cc) on the PATH");
        Path library = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of(
                cc.toString(),
                "-shared",
                "-fPIC",
                "-O1",
                "-o",
                library.toString(),
                SharedFiles.home().resolve("src/test/c/delegate_plugin.c").toString()));
        command.addAll(List.of(flags));
        try {
            Process compiler =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(compiler.getInputStream().readAllBytes());
            assertThat(compiler.waitFor()).as(said).isZero();
            return library;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
