package dev.spotter.evaluation.bench;

import dev.spotter.ensemble.Combination;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.ensemble.Member;
import dev.spotter.ensemble.ModelMember;
import dev.spotter.model.AcceleratorConfiguration;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelRunner;
import dev.spotter.model.ModelStore;
import dev.spotter.model.WindowClassifier;
import dev.spotter.tflite.TfLite;
import dev.spotter.tflite.TfLiteInterpreter;
import java.util.ArrayList;
import java.util.List;

/**
 * The models of an ensemble, opened once, on one core each, for all loops that run them in turns. A model's own copy is a
 * quarter faster or slower by where in memory it comes to lie; so no loop may have copies of its own.
 */
final class OpenMembers implements AutoCloseable {
    private final List<ModelPackage> packages;
    private final List<ModelRunner> runners = new ArrayList<>();
    private final List<WindowClassifier> classifiers = new ArrayList<>();
    private final WindowClassifier meta;

    private OpenMembers(TfLite tfLite, ModelStore store, EnsemblePackage ensemble) {
        packages = ensemble.memberNames().stream().map(store::find).toList();
        packages.forEach(model -> {
            ModelRunner runner = ModelRunner.open(tfLite, model, AcceleratorConfiguration.CPU);
            runners.add(runner);
            classifiers.add(WindowClassifier.of(model, runner));
        });
        meta = ensemble.combination() instanceof Combination.StackingModel stacking
                ? WindowClassifier.open(tfLite, store.find(stacking.model()), AcceleratorConfiguration.CPU)
                : null;
    }

    static OpenMembers open(TfLite tfLite, ModelStore store, EnsemblePackage ensemble) {
        return new OpenMembers(tfLite, store, ensemble);
    }

    List<ModelPackage> packages() {
        return packages;
    }

    /** As an ensemble takes them over; it may close them before this does. */
    List<Member> members() {
        return classifiers.stream()
                .map(ModelMember::new)
                .map(Member.class::cast)
                .toList();
    }

    /** The model that combines, {@code null} where none does. */
    Member meta() {
        return meta == null ? null : new ModelMember(meta);
    }

    List<TfLiteInterpreter> interpreters() {
        return runners.stream().map(ModelRunner::interpreter).toList();
    }

    @Override
    public void close() {
        classifiers.forEach(WindowClassifier::close);
        if (meta != null) {
            meta.close();
        }
    }
}
