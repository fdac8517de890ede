package dev.spotter.profile;

import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.ensemble.Member;
import dev.spotter.model.FrameModel;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelStore;
import dev.spotter.model.ModelTask;
import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowSource;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Frame;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.StoreLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models of a store as their packages describe them: not loaded, so that they can be opened but never run. */
final class DescribedModels implements ModelLibrary {
    private final StoreLibrary packages;

    DescribedModels(List<Path> modelFolders) {
        packages = new StoreLibrary(new ModelStore(modelFolders), (_, _) -> DescribedModels.notLoaded(), Map.of());
    }

    private static <T> T notLoaded() {
        throw new IllegalStateException("a model that is only described does not run");
    }

    /**
     * The package of a name.
     *
     * @throws dev.spotter.model.ModelException {@code unknown-model}, or why it is refused
     */
    ModelPackage find(String name) {
        return find(name, Optional.empty());
    }

    /**
     * The same in a version.
     *
     * @param version empty where any will do
     * @throws dev.spotter.pipeline.PipelineException {@code model-version-differs}
     */
    ModelPackage find(String name, Optional<String> version) {
        return packages.find(name, version);
    }

    @Override
    public Member open(String model, Optional<String> version, Optional<String> accelerator) {
        return new Windows(find(model, version));
    }

    @Override
    public FrameModel openFrames(String model, Optional<String> accelerator) {
        ModelPackage found = find(model);
        found.imageInput();
        return new Frames(found);
    }

    @Override
    public EnsemblePackage ensemble(String name) {
        return packages.ensemble(name);
    }

    private record Windows(ModelPackage model) implements Member {
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
            return model.windowInput().rateHz();
        }

        @Override
        public int windowSamples() {
            return model.windowInput().samples();
        }

        @Override
        public void bind(WindowSource source) {}

        @Override
        public void prepare(SampleWindow window) {
            notLoaded();
        }

        @Override
        public void run(float[] probabilities) {
            notLoaded();
        }

        @Override
        public void close() {}
    }

    private record Frames(ModelPackage model) implements FrameModel {
        @Override
        public String name() {
            return model.name();
        }

        @Override
        public String version() {
            return model.version();
        }

        @Override
        public ModelTask task() {
            return model.task();
        }

        @Override
        public List<String> labels() {
            return model.labels();
        }

        @Override
        public Finding see(Frame frame) {
            return notLoaded();
        }

        @Override
        public Finding see(Frame frame, Detections where, int budget) {
            return notLoaded();
        }

        @Override
        public Map<String, String> problems() {
            return Map.of();
        }

        @Override
        public void close() {}
    }
}
