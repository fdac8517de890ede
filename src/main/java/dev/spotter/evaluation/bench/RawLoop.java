package dev.spotter.evaluation.bench;

import dev.spotter.tflite.TfLiteInterpreter;
import java.util.List;

/**
 * The bare inferences of models, one after another: bytes copied in, the model run, bytes copied out. Each round takes
 * other windows, those that verdicts were given on: a processor learns the branches of a model that sees one window again
 * and again, as no model does on the floor.
 */
final class RawLoop implements Loop {
    private static final int WINDOWS = 256;

    private final List<JavaLoop> models;

    // models x windows
    private final byte[][][] windows;
    private final ProcessorClock clock = ProcessorClock.ofThread();
    private int next;

    /**
     * @param interpreters which stay the caller's to close
     * @param verdicts gives verdicts by these interpreters, on the windows that are taken
     */
    RawLoop(List<TfLiteInterpreter> interpreters, Loop verdicts) {
        models = interpreters.stream().map(JavaLoop::new).toList();
        windows = new byte[models.size()][WINDOWS][];
        for (int window = 0; window < WINDOWS; window++) {
            verdicts.nanosFor(1);
            for (int model = 0; model < windows.length; model++) {
                windows[model][window] = models.get(model).input();
            }
        }
    }

    @Override
    public long nanosFor(long times) {
        long begin = clock.nanos();
        for (long i = 0; i < times; i++) {
            for (int model = 0; model < windows.length; model++) {
                models.get(model).infer(windows[model][next]);
            }
            next = next + 1 == WINDOWS ? 0 : next + 1;
        }
        return clock.nanos() - begin;
    }
}
