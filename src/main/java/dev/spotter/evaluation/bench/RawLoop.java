package dev.spotter.evaluation.bench;

import dev.spotter.tflite.TfLiteInterpreter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * The bare inferences of models, one after another: bytes copied in, the model run, bytes copied out. Each round takes
 * other windows, those that verdicts were given on: a processor learns the branches of a model that sees one window again
 * and again, as no model does on the floor.
 */
final class RawLoop implements Loop {
    private static final int WINDOWS = 256;

    private final List<TfLiteInterpreter> interpreters;
    private final MemorySegment[] inputs;
    private final MemorySegment[] outputs;

    // models x windows
    private final byte[][][] windows;
    private final byte[][] answers;
    private final ThreadClock clock = new ThreadClock();
    private int next;

    /**
     * @param interpreters which stay the caller's to close
     * @param verdicts gives verdicts by these interpreters, on the windows that are taken
     */
    RawLoop(List<TfLiteInterpreter> interpreters, Loop verdicts) {
        this.interpreters = List.copyOf(interpreters);
        inputs =
                interpreters.stream().map(one -> one.inputs().getFirst().data()).toArray(MemorySegment[]::new);
        outputs = interpreters.stream()
                .map(one -> one.outputs().getFirst().data())
                .toArray(MemorySegment[]::new);
        windows = new byte[inputs.length][WINDOWS][];
        answers = new byte[inputs.length][];
        for (int window = 0; window < WINDOWS; window++) {
            verdicts.nanosFor(1);
            for (int model = 0; model < inputs.length; model++) {
                windows[model][window] = inputs[model].toArray(ValueLayout.JAVA_BYTE);
            }
        }
        for (int model = 0; model < inputs.length; model++) {
            answers[model] = outputs[model].toArray(ValueLayout.JAVA_BYTE);
        }
    }

    @Override
    public long nanosFor(long times) {
        long begin = clock.nanos();
        for (long i = 0; i < times; i++) {
            for (int model = 0; model < inputs.length; model++) {
                byte[] window = windows[model][next];
                MemorySegment.copy(window, 0, inputs[model], ValueLayout.JAVA_BYTE, 0, window.length);
                interpreters.get(model).invoke();
                MemorySegment.copy(outputs[model], ValueLayout.JAVA_BYTE, 0, answers[model], 0, answers[model].length);
            }
            next = next + 1 == WINDOWS ? 0 : next + 1;
        }
        return clock.nanos() - begin;
    }
}
