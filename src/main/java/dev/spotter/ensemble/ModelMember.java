package dev.spotter.ensemble;

import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowClassifier;
import dev.spotter.model.WindowSource;
import java.util.List;
import java.util.Map;

/** A model of the store as a member. */
public final class ModelMember implements Member {
    private final WindowClassifier classifier;

    /** Takes the classifier over: closing the member closes it. */
    public ModelMember(WindowClassifier classifier) {
        this.classifier = classifier;
    }

    @Override
    public String name() {
        return classifier.model().name();
    }

    @Override
    public String version() {
        return classifier.model().version();
    }

    @Override
    public List<String> labels() {
        return classifier.labels();
    }

    @Override
    public double rateHz() {
        return classifier.rateHz();
    }

    @Override
    public int windowSamples() {
        return classifier.windowSamples();
    }

    @Override
    public void bind(WindowSource source) {
        classifier.bind(source);
    }

    @Override
    public boolean temper(double temperature) {
        classifier.temper(temperature);
        return true;
    }

    @Override
    public void prepare(SampleWindow window) {
        classifier.prepare(window);
    }

    @Override
    public void run(float[] probabilities) {
        classifier.run(probabilities);
    }

    @Override
    public Map<String, String> problems() {
        return classifier.problems();
    }

    @Override
    public void close() {
        classifier.close();
    }
}
