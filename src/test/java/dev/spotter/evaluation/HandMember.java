package dev.spotter.evaluation;

import dev.spotter.ensemble.Member;
import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowSource;
import java.util.List;

/** A member that a test writes by hand: it says something of the window that it is given, and of nothing else. */
public abstract class HandMember implements Member {
    protected final String name;
    private final List<String> labels;
    private final double rateHz;
    private final int windowSamples;
    protected SampleWindow window;

    protected HandMember(String name, List<String> labels, double rateHz, int windowSamples) {
        this.name = name;
        this.labels = labels;
        this.rateHz = rateHz;
        this.windowSamples = windowSamples;
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
        return rateHz;
    }

    @Override
    public int windowSamples() {
        return windowSamples;
    }

    @Override
    public void bind(WindowSource source) {}

    @Override
    public void prepare(SampleWindow samples) {
        window = samples;
    }

    @Override
    public void close() {}
}
