package dev.spotter.pipeline;

import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.ensemble.Member;
import dev.spotter.model.FrameModel;
import dev.spotter.model.ModelTask;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Frame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Models whose findings in frames a test writes. */
final class ScriptedFrameLibrary implements ModelLibrary {
    /** What a model sees in a frame, or in parts of it; {@code where} is {@code null} for the whole frame. */
    interface Script {
        Finding see(Frame frame, Detections where, int budget);
    }

    final AtomicInteger open = new AtomicInteger();
    private final Map<String, ScriptedModel> models = new HashMap<>();
    private final ScriptedLibrary ensembles = new ScriptedLibrary();

    ScriptedFrameLibrary with(String model, ModelTask task, Script script) {
        models.put(model, new ScriptedModel(model, task, script));
        return this;
    }

    @Override
    public FrameModel openFrames(String model, Optional<String> accelerator) {
        ScriptedModel found = models.get(model);
        if (found == null) {
            throw new PipelineException("unknown-model", "there is no model '" + model + "'");
        }
        open.incrementAndGet();
        return found;
    }

    @Override
    public Member open(String model, Optional<String> version, Optional<String> accelerator) {
        return ensembles.open(model, version, accelerator);
    }

    @Override
    public EnsemblePackage ensemble(String name) {
        return ensembles.ensemble(name);
    }

    private final class ScriptedModel implements FrameModel {
        private final String name;
        private final ModelTask task;
        private final Script script;

        ScriptedModel(String name, ModelTask task, Script script) {
            this.name = name;
            this.task = task;
            this.script = script;
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
        public ModelTask task() {
            return task;
        }

        @Override
        public List<String> labels() {
            return ScriptedLibrary.LABELS;
        }

        @Override
        public Finding see(Frame frame) {
            return script.see(frame, null, 0);
        }

        @Override
        public Finding see(Frame frame, Detections where, int budget) {
            return script.see(frame, where, budget);
        }

        @Override
        public Map<String, String> problems() {
            return Map.of();
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
