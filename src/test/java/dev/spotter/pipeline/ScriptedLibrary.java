package dev.spotter.pipeline;

import dev.spotter.ensemble.Calibration;
import dev.spotter.ensemble.Combination;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.ensemble.Member;
import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Models whose answers a test writes, so that it can let them fail, wait and disagree. */
final class ScriptedLibrary implements ModelLibrary {
    static final List<String> LABELS = List.of("squat", "rest");

    /** What a model says of a window. */
    interface Script {
        void classify(SampleWindow window, float[] probabilities);
    }

    final AtomicInteger open = new AtomicInteger();
    private final Map<String, Script> scripts = new HashMap<>();
    /** The threads that closed models, by name. */
    final List<String> closedBy = new CopyOnWriteArrayList<>();

    private double rateHz = 50;
    private List<String> labels = LABELS;
    private Duration smoothing = Duration.ZERO;

    ScriptedLibrary with(String model, Script script) {
        scripts.put(model, script);
        return this;
    }

    /** A model that says the same of everything. */
    ScriptedLibrary with(String model, float squat) {
        return with(model, (_, probabilities) -> {
            probabilities[0] = squat;
            probabilities[1] = 1 - squat;
        });
    }

    ScriptedLibrary rateHz(double hz) {
        rateHz = hz;
        return this;
    }

    ScriptedLibrary labels(String... names) {
        labels = List.of(names);
        return this;
    }

    /** Of the ensembles. */
    ScriptedLibrary smoothing(Duration span) {
        smoothing = span;
        return this;
    }

    @Override
    public Member open(String model, Optional<String> version, Optional<String> accelerator) {
        Script script = scripts.get(model);
        if (script == null) {
            throw new PipelineException("unknown-model", "there is no model '" + model + "'");
        }
        open.incrementAndGet();
        return new ScriptedMember(model, script);
    }

    /** An ensemble whose name lists its members: {@code a+b}. */
    @Override
    public EnsemblePackage ensemble(String name) {
        return new EnsemblePackage(
                Path.of("ensemble"),
                "ensemble",
                "1.0.0",
                "",
                labels,
                new Combination.Mean(),
                Arrays.stream(name.split("\\+"))
                        .map(member -> new EnsemblePackage.MemberName(member, Optional.empty()))
                        .toList(),
                smoothing,
                Calibration.NONE,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private final class ScriptedMember implements Member {
        private final String name;
        private final Script script;
        private SampleWindow window;

        ScriptedMember(String name, Script script) {
            this.name = name;
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
        public List<String> labels() {
            return labels;
        }

        @Override
        public double rateHz() {
            return rateHz;
        }

        @Override
        public int windowSamples() {
            return 100;
        }

        @Override
        public void bind(WindowSource source) {}

        @Override
        public void prepare(SampleWindow samples) {
            window = samples;
        }

        @Override
        public void run(float[] probabilities) {
            script.classify(window, probabilities);
        }

        @Override
        public void close() {
            open.decrementAndGet();
            closedBy.add(Thread.currentThread().getName());
        }
    }
}
