package dev.spotter.ensemble;

import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A member whose answer a test writes. */
final class ScriptedMember implements Member {
    final AtomicInteger runs = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    volatile String thread;

    private final String name;
    private final List<String> labels;
    private final Consumer<float[]> script;

    ScriptedMember(String name, List<String> labels, Consumer<float[]> script) {
        this.name = name;
        this.labels = labels;
        this.script = script;
    }

    /** A member that always says the same. */
    static ScriptedMember saying(String name, List<String> labels, float... probabilities) {
        return new ScriptedMember(
                name, labels, into -> System.arraycopy(probabilities, 0, into, 0, probabilities.length));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return "1.0.0";
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public double rateHz() {
        return 50;
    }

    @Override
    public int windowSamples() {
        return 1;
    }

    @Override
    public void bind(WindowSource source) {
        if (!source.channels().contains("acceleration-x")) {
            throw new IllegalStateException("the channel 'acceleration-x' is missing");
        }
    }

    @Override
    public void prepare(SampleWindow window) {}

    @Override
    public void run(float[] probabilities) {
        runs.incrementAndGet();
        thread = Thread.currentThread().getName();
        script.accept(probabilities);
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
