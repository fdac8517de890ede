package dev.spotter.evaluation.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.spotter.tflite.TfLite;
import dev.spotter.tflite.TfLiteInterpreter;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** The same loop in C, built when it is wanted and called on the current thread. */
final class CLoop implements InferenceLoop {
    static final FunctionDescriptor OPEN = FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_INT);
    static final FunctionDescriptor BORROW = FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS);
    static final FunctionDescriptor ROUND = FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_LONG);
    static final FunctionDescriptor ANSWER = FunctionDescriptor.of(ADDRESS, ADDRESS);
    static final FunctionDescriptor ANSWER_BYTES = FunctionDescriptor.of(JAVA_LONG, ADDRESS);
    static final FunctionDescriptor CLOSE = FunctionDescriptor.ofVoid(ADDRESS);

    private final MethodHandle round;
    private final MethodHandle answer;
    private final MethodHandle answerBytes;
    private final MethodHandle close;
    private final MemorySegment state;

    private CLoop(SymbolLookup library, MemorySegment state) {
        this.round = CFloor.function(library, "floor_round", ROUND);
        this.answer = CFloor.function(library, "floor_answer", ANSWER);
        this.answerBytes = CFloor.function(library, "floor_answer_bytes", ANSWER_BYTES);
        this.close = CFloor.function(library, "floor_close", CLOSE);
        this.state = state;
    }

    static CLoop open(SymbolLookup floor, Path tfLite, Path model, int threads) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = (MemorySegment) CFloor.function(floor, "floor_open", OPEN)
                    .invokeExact(arena.allocateFrom(tfLite.toString()), arena.allocateFrom(model.toString()), threads);
            if (state.address() == 0) {
                throw new BenchException("floor-failed", "the loop in C cannot load " + model);
            }
            return new CLoop(floor, state);
        } catch (Throwable failure) {
            throw CFloor.failed(failure);
        }
    }

    /** On an interpreter that stays the caller's, who may not use it meanwhile. */
    static CLoop borrow(SymbolLookup floor, TfLite tfLite, TfLiteInterpreter interpreter) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment library =
                    arena.allocateFrom(tfLite.library().toAbsolutePath().toString());
            return new CLoop(floor, (MemorySegment)
                    CFloor.function(floor, "floor_borrow", BORROW).invokeExact(library, interpreter.handle()));
        } catch (Throwable failure) {
            throw CFloor.failed(failure);
        }
    }

    @Override
    public long nanosFor(long inferences) {
        return CFloor.nanosFor(round, state, inferences);
    }

    @Override
    public byte[] answer() {
        try {
            long bytes = (long) answerBytes.invokeExact(state);
            return ((MemorySegment) answer.invokeExact(state))
                    .reinterpret(bytes)
                    .toArray(JAVA_BYTE);
        } catch (Throwable failure) {
            throw CFloor.failed(failure);
        }
    }

    @Override
    public void close() {
        CFloor.close(close, state);
    }
}
