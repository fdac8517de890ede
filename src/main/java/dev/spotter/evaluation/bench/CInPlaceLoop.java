package dev.spotter.evaluation.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.spotter.tflite.TfLite;
import dev.spotter.tflite.TfLiteInterpreter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * The invocations of interpreters, one after another, by a loop in C: on what their inputs hold, with nothing copied in or
 * out. Nobody may use the interpreters meanwhile.
 */
final class CInPlaceLoop implements Loop, AutoCloseable {
    private final MethodHandle round;
    private final MethodHandle close;
    private final MemorySegment state;

    private CInPlaceLoop(SymbolLookup floor, MemorySegment state) {
        round = CFloor.function(floor, "floor_in_place_round", CLoop.ROUND);
        close = CFloor.function(floor, "floor_in_place_close", CLoop.CLOSE);
        this.state = state;
    }

    static CInPlaceLoop open(SymbolLookup floor, TfLite tfLite, List<TfLiteInterpreter> interpreters) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handles = arena.allocate(ADDRESS, interpreters.size());
            for (int i = 0; i < interpreters.size(); i++) {
                handles.setAtIndex(ADDRESS, i, interpreters.get(i).handle());
            }
            MemorySegment library =
                    arena.allocateFrom(tfLite.library().toAbsolutePath().toString());
            MemorySegment state = (MemorySegment) CFloor.function(floor, "floor_in_place_open", CLoop.OPEN)
                    .invokeExact(library, handles, interpreters.size());
            return new CInPlaceLoop(floor, state);
        } catch (Throwable failure) {
            throw CFloor.failed(failure);
        }
    }

    @Override
    public long nanosFor(long times) {
        return CFloor.nanosFor(round, state, times);
    }

    @Override
    public void close() {
        CFloor.close(close, state);
    }
}
