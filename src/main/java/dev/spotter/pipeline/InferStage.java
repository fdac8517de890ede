package dev.spotter.pipeline;

import dev.spotter.ensemble.Member;
import dev.spotter.model.SampleWindow;
import dev.spotter.observation.Classification;
import java.util.List;

/** One model over a window. */
final class InferStage implements FindingStage {
    private final String id;
    private final Member model;
    private final SampleWindow window;
    private final StageOutput output;
    private Classification verdict;

    InferStage(String id, Member model, SampleWindow window, StageOutput output) {
        this.id = id;
        this.model = model;
        this.window = window;
        this.output = output;
    }

    @Override
    public void step(long timeNanos) {
        float[] probabilities = new float[model.labels().size()];
        model.classify(window, probabilities);
        verdict = new Classification(model.labels(), probabilities);
        output.observed(id, timeNanos, verdict);
    }

    @Override
    public List<String> labels() {
        return model.labels();
    }

    @Override
    public Classification finding() {
        return verdict;
    }

    @Override
    public void close() {
        model.close();
    }
}
