package dev.spotter.cli;

import dev.spotter.evaluation.fit.FitProgress;
import dev.spotter.evaluation.fit.FitSpec;
import dev.spotter.evaluation.fit.FoldModels;
import dev.spotter.evaluation.fit.Folds;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelStore;
import dev.spotter.model.WindowClassifier;
import dev.spotter.pipeline.StoreLibrary;
import dev.spotter.profile.Profile;
import dev.spotter.tflite.TfLite;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What all that fits takes: where the members are that have not seen a person. */
final class FitOptions {
    @Option(
            names = "--folds",
            paramLabel = "DIR",
            description =
                    "The folder of the members without each person (folds.yaml). Default: where the training of the members puts them.")
    private Path folds;

    @Option(
            names = "--unseen",
            description = "The members were trained on nobody in the recordings, so the shipped ones are used.")
    private boolean unseen;

    /** The spec, with what the options say of it. */
    FitSpec spec(Path file) {
        FitSpec spec = FitSpec.read(file);
        return unseen ? spec.unseenByAll() : spec;
    }

    /** The members for each person. */
    FoldModels models(FitSpec spec, Path shipped, Profile profile, Places places) {
        TfLite tfLite = TfLite.load(profile.runtimeLibrary().orElse(null), places.data(null));
        Path where = folds == null ? trained(spec, shipped) : folds;
        return new FoldModels(
                Folds.in(where, spec.unseen()),
                shipped,
                store -> new StoreLibrary(
                        store,
                        (model, accelerator) -> WindowClassifier.open(tfLite, model, accelerator),
                        profile.accelerators()));
    }

    /** The training of a member says where its code is; beside it lie the folds ({@code training/.folds/TASK}). */
    private static Path trained(FitSpec spec, Path shipped) {
        ModelPackage first =
                new ModelStore(List.of(shipped)).find(spec.members().getFirst());
        Path code = Path.of(first.training().code().orElse("training/" + spec.task()));
        Path training = code.getParent() == null ? Path.of("training") : code.getParent();
        return shipped.resolve(training).resolve(".folds").resolve(code.getFileName());
    }

    /** A line that is written over and over where somebody looks on; silent elsewhere. */
    static FitProgress progress(PrintWriter err) {
        if (System.console() == null || !System.console().isTerminal()) {
            return (what, done, all) -> {};
        }
        return new ProgressLine(err);
    }
}
