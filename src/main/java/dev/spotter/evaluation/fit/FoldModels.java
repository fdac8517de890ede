package dev.spotter.evaluation.fit;

import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelStore;
import dev.spotter.pipeline.ModelLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Gives each person the models that have not seen them. */
public final class FoldModels {
    private final Folds folds;
    private final Path shippedFolder;
    private final Function<ModelStore, ModelLibrary> opener;
    private final ModelLibrary shipped;
    private final Map<Path, ModelLibrary> byFolder = new HashMap<>();

    /**
     * @param folds where the packages of each person lie
     * @param shippedFolder the packages that are shipped
     * @param opener makes a library of a store: with the runtime and the accelerators of the machine
     */
    public FoldModels(Folds folds, Path shippedFolder, Function<ModelStore, ModelLibrary> opener) {
        this.folds = folds;
        this.shippedFolder = shippedFolder;
        this.opener = opener;
        shipped = opener.apply(new ModelStore(List.of(shippedFolder)));
    }

    /** A shipped package, for its labels, its version and what it was trained on. */
    ModelPackage shippedPackage(String name) {
        return new ModelStore(List.of(shippedFolder)).find(name);
    }

    /** The shipped models and ensembles. */
    ModelLibrary shipped() {
        return shipped;
    }

    /** The folder from which a person's members come; people with the same one can share a pipeline. */
    Path folder(String subject) {
        return folds.membersFor(subject, shippedFolder);
    }

    /**
     * The models for the people of a folder.
     *
     * @param members the models that must come from it
     * @param ensembles what stands in the place of ensembles, by the name that the pipeline gives
     */
    ModelLibrary library(Path folder, Set<String> members, Map<String, EnsemblePackage> ensembles) {
        ModelLibrary fold = byFolder.computeIfAbsent(folder, one -> opener.apply(new ModelStore(List.of(one))));
        return new FoldLibrary(
                fold,
                model -> Files.isRegularFile(folder.resolve(model).resolve(ModelPackage.DESCRIPTION)),
                shipped,
                members,
                ensembles);
    }
}
