package dev.spotter.evaluation.bench;

import dev.spotter.tflite.TfLiteInterpreter;
import java.util.List;

/** The bare inferences of models, one after another: bytes copied in, the model run, bytes copied out. */
final class RawLoop implements Loop {
    private final List<JavaLoop> models;
    private final ThreadClock clock = new ThreadClock();

    /** @param interpreters which stay the caller's to close */
    RawLoop(List<TfLiteInterpreter> interpreters) {
        models = interpreters.stream().map(JavaLoop::new).toList();
    }

    @Override
    public long nanosFor(long times) {
        long begin = clock.nanos();
        for (long i = 0; i < times; i++) {
            for (int model = 0; model < models.size(); model++) {
                models.get(model).infer();
            }
        }
        return clock.nanos() - begin;
    }
}
