package dev.spotter.evaluation.bench;

import dev.spotter.tflite.TfLite;
import dev.spotter.tflite.TfLiteInterpreter;
import java.lang.foreign.SymbolLookup;
import java.util.List;

/** The loop in C on the interpreters that pipelines use, of which a turn takes the next one: their places in memory differ, and with them their speed. */
final class BorrowedLoops implements Loop, AutoCloseable {
    private final List<CLoop> loops;
    private int next;

    private BorrowedLoops(List<CLoop> loops) {
        this.loops = loops;
    }

    static BorrowedLoops open(SymbolLookup floor, TfLite tfLite, List<TfLiteInterpreter> interpreters) {
        return new BorrowedLoops(interpreters.stream()
                .map(interpreter -> CLoop.borrow(floor, tfLite, interpreter))
                .toList());
    }

    @Override
    public long nanosFor(long times) {
        CLoop loop = loops.get(next);
        next = (next + 1) % loops.size();
        return loop.nanosFor(times);
    }

    @Override
    public void close() {
        loops.forEach(CLoop::close);
    }
}
