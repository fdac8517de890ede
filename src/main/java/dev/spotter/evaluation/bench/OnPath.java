package dev.spotter.evaluation.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Programs of this machine that benchmarks use. */
final class OnPath {
    private OnPath() {}

    /** The first of that name. */
    static Optional<Path> find(String program) {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * The first of that name.
     *
     * @throws BenchException NAME-missing
     */
    static Path require(String program) {
        return find(program)
                .orElseThrow(() -> new BenchException(
                        program + "-missing",
                        "%s is not on the PATH. Debian: apt-get install %s".formatted(program, program)));
    }
}
