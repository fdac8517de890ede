package dev.spotter.pipeline;

import dev.spotter.ensemble.Ensemble;
import dev.spotter.ensemble.EnsembleClassifier;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.model.SampleWindow;
import dev.spotter.observation.Classification;
import java.util.List;
import java.util.Map;

/** An ensemble over a window, with members of its own. */
final class EnsembleStage implements FindingStage {
    private final String id;
    private final EnsembleClassifier classifier;
    private final SampleWindow window;
    private final StageOutput output;
    private Classification verdict;

    EnsembleStage(String id, EnsembleClassifier classifier, SampleWindow window, StageOutput output) {
        this.id = id;
        this.classifier = classifier;
        this.window = window;
        this.output = output;
    }

    @Override
    public void step(long timeNanos) {
        Ensemble ensemble = classifier.ensemble();
        float[] probabilities = new float[ensemble.definition().labels().size()];
        classifier.classify(window, timeNanos, probabilities);
        verdict = said(ensemble, id, timeNanos, probabilities, output);
    }

    /** Tells what the members said, then the verdict. */
    static Classification said(
            Ensemble ensemble, String id, long timeNanos, float[] probabilities, StageOutput output) {
        EnsemblePackage definition = ensemble.definition();
        for (int member = 0; member < definition.members().size(); member++) {
            if (ensemble.counted(member)) {
                output.memberSaid(
                        id,
                        definition.members().get(member).model(),
                        timeNanos,
                        definition.labels(),
                        ensemble.said(member));
            }
        }
        Classification verdict = new Classification(definition.labels(), probabilities, ensemble.missed());
        output.observed(id, timeNanos, verdict);
        return verdict;
    }

    @Override
    public void continueFrom(Stage earlier) {
        classifier.ensemble().continueFrom(((EnsembleStage) earlier).classifier.ensemble());
    }

    @Override
    public List<String> labels() {
        return classifier.ensemble().definition().labels();
    }

    @Override
    public Classification finding() {
        return verdict;
    }

    @Override
    public Classification instant() {
        return instant(classifier.ensemble());
    }

    static Classification instant(Ensemble ensemble) {
        List<String> labels = ensemble.definition().labels();
        float[] probabilities = new float[labels.size()];
        ensemble.instant(probabilities);
        return new Classification(labels, probabilities, ensemble.missed());
    }

    @Override
    public void gap() {
        classifier.reset();
    }

    @Override
    public Map<String, String> problems() {
        return classifier.ensemble().problems();
    }

    @Override
    public void close() {
        classifier.close();
    }
}
