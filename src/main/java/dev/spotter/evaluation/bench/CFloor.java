package dev.spotter.evaluation.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Builds the floors that are written in C, where there is a compiler. */
final class CFloor {
    private static final String SOURCE = "dev/spotter/evaluation/bench/tflite_floor.c";

    private CFloor() {}

    /** The C compiler on the PATH. */
    static Optional<Path> compiler() {
        return OnPath.find("cc");
    }

    /**
     * The floors' functions; empty, with a remark, where there is no compiler.
     *
     * @param id the benchmark that wants them
     */
    static Optional<SymbolLookup> build(BenchSettings settings, String id) {
        Optional<Path> compiler = compiler();
        if (compiler.isEmpty()) {
            settings.remarks()
                    .accept(
                            id
                                    + " has no floor: there is no C compiler (cc) on the PATH. Debian: apt-get install gcc libc6-dev");
            return Optional.empty();
        }
        try (BenchFolder folder = BenchFolder.in(settings.data())) {
            return Optional.of(build(compiler.get(), folder.path()));
        }
    }

    /** The library may be deleted once it is open. */
    private static SymbolLookup build(Path compiler, Path folder) {
        Path source = folder.resolve("tflite_floor.c");
        Path library = folder.resolve("libtflite_floor.so");
        try {
            try (InputStream from = CFloor.class.getClassLoader().getResourceAsStream(SOURCE)) {
                Files.copy(from, source);
            }
            Process cc = new ProcessBuilder(
                            compiler.toString(),
                            "-O2",
                            "-shared",
                            "-fPIC",
                            "-o",
                            library.toString(),
                            source.toString(),
                            "-ldl")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(cc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (cc.waitFor() != 0) {
                throw new BenchException("floor-unbuildable", compiler + " cannot build the floor: " + said.strip());
            }
            return SymbolLookup.libraryLookup(library, Arena.global());
        } catch (IOException failure) {
            throw new BenchException("floor-unbuildable", compiler + " cannot build the floor: " + failure, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BenchException(
                    "floor-unbuildable", "interrupted while " + compiler + " built the floor", interrupted);
        }
    }

    static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), descriptor);
    }

    /** Runs a loop so often; how long it took, in nanoseconds. */
    static long nanosFor(MethodHandle round, MemorySegment state, long times) {
        long nanos;
        try {
            nanos = (long) round.invokeExact(state, times);
        } catch (Throwable failure) {
            throw failed(failure);
        }
        if (nanos < 0) {
            throw new BenchException("floor-failed", "an inference of the loop in C failed");
        }
        return nanos;
    }

    /** Gives back what a loop holds. */
    static void close(MethodHandle close, MemorySegment state) {
        try {
            close.invokeExact(state);
        } catch (Throwable failure) {
            throw failed(failure);
        }
    }

    /** What to throw for what a call into the floor threw. */
    static RuntimeException failed(Throwable failure) {
        return switch (failure) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new BenchException("floor-failed", "the loop in C failed: " + failure, failure);
        };
    }
}
