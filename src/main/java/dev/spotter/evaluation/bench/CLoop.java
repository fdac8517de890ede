package dev.spotter.evaluation.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.File;
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
import java.util.Arrays;
import java.util.Optional;

/** The same loop in C, built when it is wanted and called on the current thread. */
final class CLoop implements InferenceLoop {
    static final FunctionDescriptor OPEN = FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_INT);
    static final FunctionDescriptor ROUND = FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_LONG);
    static final FunctionDescriptor ANSWER = FunctionDescriptor.of(ADDRESS, ADDRESS);
    static final FunctionDescriptor ANSWER_BYTES = FunctionDescriptor.of(JAVA_LONG, ADDRESS);
    static final FunctionDescriptor CLOSE = FunctionDescriptor.ofVoid(ADDRESS);

    private static final String SOURCE = "dev/spotter/evaluation/bench/tflite_floor.c";

    private final MethodHandle round;
    private final MethodHandle answer;
    private final MethodHandle answerBytes;
    private final MethodHandle close;
    private final MemorySegment state;

    private CLoop(SymbolLookup library, MemorySegment state) {
        this.round = function(library, "floor_round", ROUND);
        this.answer = function(library, "floor_answer", ANSWER);
        this.answerBytes = function(library, "floor_answer_bytes", ANSWER_BYTES);
        this.close = function(library, "floor_close", CLOSE);
        this.state = state;
    }

    /** The C compiler on the PATH. */
    static Optional<Path> compiler() {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "cc"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Compiles the loop. The library may be deleted once it is open. */
    static SymbolLookup build(Path compiler, Path folder) {
        Path source = folder.resolve("tflite_floor.c");
        Path library = folder.resolve("libtflite_floor.so");
        try {
            try (InputStream from = CLoop.class.getClassLoader().getResourceAsStream(SOURCE)) {
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

    static CLoop open(SymbolLookup floor, Path tfLite, Path model, int threads) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = (MemorySegment) function(floor, "floor_open", OPEN)
                    .invokeExact(arena.allocateFrom(tfLite.toString()), arena.allocateFrom(model.toString()), threads);
            if (state.address() == 0) {
                throw new BenchException("floor-failed", "the loop in C cannot load " + model);
            }
            return new CLoop(floor, state);
        } catch (Throwable failure) {
            throw asFloorFailed(failure);
        }
    }

    @Override
    public long nanosFor(long inferences) {
        long nanos;
        try {
            nanos = (long) round.invokeExact(state, inferences);
        } catch (Throwable failure) {
            throw asFloorFailed(failure);
        }
        if (nanos < 0) {
            throw new BenchException("floor-failed", "an inference of the loop in C failed");
        }
        return nanos;
    }

    @Override
    public byte[] answer() {
        try {
            long bytes = (long) answerBytes.invokeExact(state);
            return ((MemorySegment) answer.invokeExact(state))
                    .reinterpret(bytes)
                    .toArray(JAVA_BYTE);
        } catch (Throwable failure) {
            throw asFloorFailed(failure);
        }
    }

    @Override
    public void close() {
        try {
            close.invokeExact(state);
        } catch (Throwable failure) {
            throw asFloorFailed(failure);
        }
    }

    private static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), descriptor);
    }

    private static RuntimeException asFloorFailed(Throwable failure) {
        return switch (failure) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new BenchException("floor-failed", "the loop in C failed: " + failure, failure);
        };
    }
}
