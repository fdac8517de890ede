package dev.spotter.pipeline;

import dev.spotter.ensemble.Member;
import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A model whose inferences are timed and whose failures are counted; what are no probabilities is a failure. */
final class TimedMember implements Member, MeasuredModel {
    private final String stage;
    private final Member model;
    private final LatencyHistogram latency = new LatencyHistogram();
    private final AtomicLong failures = new AtomicLong();
    private long preparedNanos;
    private boolean closed;

    TimedMember(String stage, Member model) {
        this.stage = stage;
        this.model = model;
    }

    @Override
    public void bind(WindowSource source) {
        model.bind(source);
    }

    @Override
    public boolean temper(double temperature) {
        return model.temper(temperature);
    }

    @Override
    public void prepare(SampleWindow window) {
        long startNanos = System.nanoTime();
        boolean well = false;
        try {
            model.prepare(window);
            well = true;
        } finally {
            preparedNanos = System.nanoTime() - startNanos;
            if (!well) {
                failures.incrementAndGet();
            }
        }
    }

    @Override
    public void run(float[] probabilities) {
        boolean well = false;
        long startNanos = System.nanoTime();
        try {
            model.run(probabilities);
            Probabilities.require(model.name(), probabilities);
            well = true;
        } finally {
            if (well) {
                latency.record(preparedNanos + System.nanoTime() - startNanos);
            } else {
                failures.incrementAndGet();
            }
        }
    }

    /** Both at once, with a clock that is read half as often. */
    @Override
    public void classify(SampleWindow window, float[] probabilities) {
        boolean well = false;
        long startNanos = System.nanoTime();
        try {
            model.classify(window, probabilities);
            Probabilities.require(model.name(), probabilities);
            well = true;
        } finally {
            if (well) {
                latency.record(System.nanoTime() - startNanos);
            } else {
                failures.incrementAndGet();
            }
        }
    }

    @Override
    public void countOn(MeasuredModel earlier) {
        TimedMember before = (TimedMember) earlier;
        latency.add(before.latency);
        failures.addAndGet(before.failures.get());
    }

    @Override
    public String stage() {
        return stage;
    }

    @Override
    public PipelineStatistics.Model statistics() {
        return new PipelineStatistics.Model(
                stage,
                model.name(),
                model.version(),
                Duration.ofNanos(Math.round(model.windowSamples() * 1e9 / model.rateHz())),
                failures.get(),
                0,
                latency.latency());
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public String version() {
        return model.version();
    }

    @Override
    public List<String> labels() {
        return model.labels();
    }

    @Override
    public double rateHz() {
        return model.rateHz();
    }

    @Override
    public int windowSamples() {
        return model.windowSamples();
    }

    @Override
    public Map<String, String> problems() {
        return model.problems();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            model.close();
        }
    }
}
