package dev.spotter.evaluation.bench;

import dev.spotter.model.ModelPackage;
import dev.spotter.tflite.TfLite;
import java.util.ArrayList;
import java.util.List;

/** The bare inferences of models, one after another: bytes copied in, the model run, bytes copied out. */
final class RawLoop implements Loop, AutoCloseable {
    private final List<JavaLoop> models = new ArrayList<>();
    private final ThreadClock clock = new ThreadClock();

    private RawLoop() {}

    static RawLoop open(TfLite tfLite, List<ModelPackage> packages) {
        RawLoop loop = new RawLoop();
        packages.forEach(
                model -> loop.models.add(JavaLoop.open(tfLite, model.folder().resolve(model.file()), 1)));
        return loop;
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

    @Override
    public void close() {
        models.forEach(JavaLoop::close);
    }
}
