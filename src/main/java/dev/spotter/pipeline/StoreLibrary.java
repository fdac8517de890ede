package dev.spotter.pipeline;

import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.ensemble.Member;
import dev.spotter.ensemble.ModelMember;
import dev.spotter.model.AcceleratorConfiguration;
import dev.spotter.model.FrameModel;
import dev.spotter.model.ModelException;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelStore;
import dev.spotter.model.NearestWord;
import dev.spotter.model.WindowClassifier;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The models and ensembles of a store, on the accelerators of a device. */
public final class StoreLibrary implements ModelLibrary {
    /** Loads a package: {@link WindowClassifier#open} with the library that runs models. */
    @FunctionalInterface
    public interface ClassifierOpener {
        /**
         * Loads a package on an accelerator.
         *
         * @throws dev.spotter.model.ModelException if it is refused
         */
        WindowClassifier open(ModelPackage model, AcceleratorConfiguration accelerator);
    }

    /** Loads a package that looks at frames. */
    @FunctionalInterface
    public interface FrameModelOpener {
        /**
         * Loads a package on an accelerator.
         *
         * @throws dev.spotter.model.ModelException if it is refused
         */
        FrameModel open(ModelPackage model, AcceleratorConfiguration accelerator);
    }

    private final ModelStore store;
    private final ClassifierOpener opener;
    private final FrameModelOpener frameOpener;
    private final Map<String, AcceleratorConfiguration> accelerators;
    private final Map<SharedKey, SharedModel> shared = new HashMap<>();

    private record SharedKey(ModelPackage model, AcceleratorConfiguration accelerator) {}

    /**
     * @param store the folders of packages
     * @param opener loads a package of windows
     * @param frameOpener loads a package of frames
     * @param accelerators what they run on, by name; the first is the device's own choice. Where there are none, one
     *     core
     */
    public StoreLibrary(
            ModelStore store,
            ClassifierOpener opener,
            FrameModelOpener frameOpener,
            Map<String, AcceleratorConfiguration> accelerators) {
        this.store = store;
        this.opener = opener;
        this.frameOpener = frameOpener;
        this.accelerators = new LinkedHashMap<>(accelerators);
        this.accelerators.putIfAbsent("cpu", AcceleratorConfiguration.CPU);
    }

    /** Models of samples only. */
    public StoreLibrary(ModelStore store, ClassifierOpener opener, Map<String, AcceleratorConfiguration> accelerators) {
        this(
                store,
                opener,
                (model, _) -> {
                    throw new ModelException(
                            "wrong-input-kind",
                            "model '%s' is wanted for frames, but here are models of samples".formatted(model.name()));
                },
                accelerators);
    }

    @Override
    public Member open(String model, Optional<String> version, Optional<String> accelerator) {
        return new ModelMember(opener.open(find(model, version), accelerator(accelerator)));
    }

    /**
     * The package of a model.
     *
     * @param version that is asked for; empty where any will do
     * @throws ModelException {@code unknown-model}, or why it is refused
     * @throws PipelineException {@code model-version-differs}
     */
    public ModelPackage find(String model, Optional<String> version) {
        ModelPackage found = store.find(model);
        if (version.isPresent() && !version.get().equals(found.version())) {
            throw new PipelineException(
                    "model-version-differs",
                    "model '%s' is there in version %s, but version %s is wanted"
                            .formatted(model, found.version(), version.get()));
        }
        return found;
    }

    /** Pipelines that look through the same model on the same accelerator share it. */
    @Override
    public FrameModel openFrames(String model, Optional<String> accelerator) {
        ModelPackage found = store.find(model);
        AcceleratorConfiguration runsOn = accelerator(accelerator);
        synchronized (shared) {
            shared.values().removeIf(SharedModel::unused);
            return shared.computeIfAbsent(
                            new SharedKey(found, runsOn),
                            _ -> new SharedModel(() -> frameOpener.open(found, runsOn), sideBySide(runsOn)))
                    .open();
        }
    }

    /**
     * How many looks are begun at once: as many as there are cores for, and one more, or a core stands idle while whoever
     * is next wakes up (four cameras on two cores: a fifth fewer frames). A vendor's accelerator does one after another.
     */
    private static int sideBySide(AcceleratorConfiguration accelerator) {
        return switch (accelerator) {
            case AcceleratorConfiguration.Xnnpack cpu -> Runtime.getRuntime().availableProcessors() / cpu.threads() + 1;
            case AcceleratorConfiguration.ExternalDelegate _ -> 1;
        };
    }

    @Override
    public EnsemblePackage ensemble(String name) {
        Path folder = store.ensembleFolder(name)
                .orElseThrow(() -> new PipelineException(
                        "unknown-ensemble",
                        "there is no ensemble '%s'%s; there are %s"
                                .formatted(
                                        name,
                                        NearestWord.hint(
                                                name, store.ensembleFolders().keySet()),
                                        store.ensembleFolders().keySet())));
        return EnsemblePackage.read(folder);
    }

    private AcceleratorConfiguration accelerator(Optional<String> name) {
        if (name.isEmpty()) {
            return accelerators.values().iterator().next();
        }
        AcceleratorConfiguration accelerator = accelerators.get(name.get());
        if (accelerator == null) {
            throw new PipelineException(
                    "unknown-accelerator",
                    "there is no accelerator '%s'; there are %s".formatted(name.get(), accelerators.keySet()));
        }
        return accelerator;
    }
}
