package dev.spotter.evaluation.bench;

import dev.spotter.tflite.TfLite;
import dev.spotter.tflite.TfLiteInterpreter;
import java.lang.foreign.SymbolLookup;
import java.util.List;

/** The same model in several interpreters, of which a turn takes the next one: their places in memory differ, and with them their speed. */
final class InPlaceLoops implements Loop, AutoCloseable {
    private final List<CInPlaceLoop> loops;
    private int next;

    private InPlaceLoops(List<CInPlaceLoop> loops) {
        this.loops = loops;
    }

    static InPlaceLoops open(SymbolLookup floor, TfLite tfLite, List<TfLiteInterpreter> interpreters) {
        return new InPlaceLoops(interpreters.stream()
                .map(interpreter -> CInPlaceLoop.open(floor, tfLite, List.of(interpreter)))
                .toList());
    }

    @Override
    public long nanosFor(long times) {
        CInPlaceLoop loop = loops.get(next);
        next = (next + 1) % loops.size();
        return loop.nanosFor(times);
    }

    @Override
    public void close() {
        loops.forEach(CInPlaceLoop::close);
    }
}
