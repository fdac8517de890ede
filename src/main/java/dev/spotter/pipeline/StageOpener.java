package dev.spotter.pipeline;

import dev.spotter.capture.ImuChannels;
import dev.spotter.capture.Resampler;
import dev.spotter.ensemble.EnsembleClassifier;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.ensemble.Member;
import dev.spotter.model.WindowSource;
import dev.spotter.model.channel.BoundWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens the stages of a graph with the models that they need; where one cannot be opened, those before are closed. */
final class StageOpener {
    private final PipelineConfiguration pipeline;
    private final List<String> sourceChannels;
    private final List<String> channels;
    private final List<StageConfiguration.Window> windows;
    private final ModelLibrary library;
    private final boolean live;
    private final StageOutput output;
    /** Of all stages: they run on one thread. */
    private final WindowSource source;

    private final VoteOpener votes;
    private final Map<String, TimedMember> modelsOfStages = new LinkedHashMap<>();
    private final List<TimedMember> models = new ArrayList<>();

    /**
     * @param sourceChannels the names of the values of a sample as the source gives it
     * @param live whether a verdict can be late
     * @throws PipelineException {@code channel-missing} if there is a reference, but no channel that shows motion
     */
    StageOpener(
            PipelineConfiguration pipeline,
            List<String> sourceChannels,
            ModelLibrary library,
            boolean live,
            StageOutput output) {
        this.pipeline = pipeline;
        this.sourceChannels = List.copyOf(sourceChannels);
        this.library = library;
        this.live = live;
        this.output = output;
        channels = List.copyOf(Pipeline.channels(pipeline, sourceChannels));
        windows = Pipeline.windows(pipeline);
        source = new WindowSource(channels, Resampler.RATE_HZ);
        votes = new VoteOpener(pipeline.name(), library, output);
    }

    StageRunner open(StageGraph graph) {
        Map<String, StageSlot> slots = new LinkedHashMap<>();
        try {
            Map<String, EnsemblePackage> ensembles = openModels(graph);
            SampleRing ring = new SampleRing(historySamples(), channels.size());
            for (StageGraph.Node node : graph.order()) {
                if (!(node.configuration() instanceof StageConfiguration.Window)) {
                    slots.put(node.id(), slot(node, ring, ensembles, slots));
                }
            }
            return new StageRunner(ring, new OpenStages(List.copyOf(slots.values()), models, output));
        } catch (RuntimeException refused) {
            // the lanes of an ensemble end before its members do
            OpenStages.closeAll(List.copyOf(slots.values()));
            OpenStages.closeAll(models);
            throw refused;
        }
    }

    private Map<String, EnsemblePackage> openModels(StageGraph graph) {
        Map<String, EnsemblePackage> ensembles = new LinkedHashMap<>();
        for (StageGraph.Node node : graph.order()) {
            switch (node.configuration()) {
                case StageConfiguration.Infer infer ->
                    modelsOfStages.put(
                            infer.id(), openModel(infer.id(), infer.model(), Optional.empty(), infer.accelerator()));
                case StageConfiguration.Ensemble ensemble -> {
                    EnsemblePackage definition = library.ensemble(ensemble.name());
                    ensembles.put(ensemble.id(), definition);
                    if (runsOwnMembers(node)) {
                        for (EnsemblePackage.MemberName member : definition.members()) {
                            openModel(ensemble.id(), member.model(), member.version(), ensemble.accelerator());
                        }
                    }
                }
                case StageConfiguration.Window _, StageConfiguration.Reps _, StageConfiguration.Form _ -> {}
            }
        }
        return ensembles;
    }

    private TimedMember openModel(String stage, String model, Optional<String> version, String accelerator) {
        Member opened = library.open(model, version, Optional.ofNullable(accelerator));
        TimedMember timed = new TimedMember(stage, opened);
        models.add(timed);
        if (opened.rateHz() > Resampler.RATE_HZ) {
            throw new PipelineException(
                    "model-rate-differs",
                    "pipeline '%s', stage '%s': model '%s' was made for %s samples a second, but sources give %d"
                            .formatted(pipeline.name(), stage, model, opened.rateHz(), Resampler.RATE_HZ));
        }
        return timed;
    }

    private boolean runsOwnMembers(StageGraph.Node node) {
        return node.inputs().size() == 1 && node.inputs().getFirst().equals(node.window());
    }

    private int historySamples() {
        long nanos = windows.stream()
                .mapToLong(window -> window.length().toNanos())
                .max()
                .orElse(0);
        int offered = (int) Math.ceilDiv(nanos, Resampler.STEP_NANOS);
        int needed = models.stream()
                .mapToInt(model -> BoundWindow.sourceSamples(model.windowSamples(), model.rateHz(), Resampler.RATE_HZ))
                .max()
                .orElse(0);
        return Math.max(1, Math.max(offered, needed));
    }

    private StageSlot slot(
            StageGraph.Node node,
            SampleRing ring,
            Map<String, EnsemblePackage> ensembles,
            Map<String, StageSlot> slots) {
        String id = node.id();
        List<StageSlot> needed = List.of();
        Stage stage;
        switch (node.configuration()) {
            case StageConfiguration.Infer _ -> {
                TimedMember model = modelsOfStages.get(id);
                model.bind(source);
                stage = new InferStage(id, model, ring, output);
            }
            case StageConfiguration.Ensemble ensemble -> {
                EnsemblePackage definition = ensembles.get(id);
                if (runsOwnMembers(node)) {
                    stage = new EnsembleStage(id, classifier(node, ensemble, definition), ring, output);
                } else {
                    stage = votes.open(node, definition, ensemble.accelerator(), modelsOfStages, slots);
                }
            }
            case StageConfiguration.Reps _ -> {
                requireInertial(id);
                StageSlot exercise = slots.get(node.inputs().getFirst());
                needed = List.of(exercise);
                stage = new RepsStage(id, exercise, output);
            }
            case StageConfiguration.Form form -> {
                StageSlot verdict = slots.get(node.inputs().getFirst());
                needed = List.of(verdict);
                Duration window = windows.get(bit(node.window())).length();
                stage = new FormStage(form, verdict, window, principalChannel(id), output);
            }
            case StageConfiguration.Window _ -> throw new IllegalStateException("a window has no slot");
        }
        return new StageSlot(id, stage, needed, 1 << bit(node.window()));
    }

    private EnsembleClassifier classifier(
            StageGraph.Node node, StageConfiguration.Ensemble ensemble, EnsemblePackage definition) {
        List<Member> members = models.stream()
                .filter(model -> model.stage().equals(node.id()))
                .map(Member.class::cast)
                .toList();
        EnsembleClassifier classifier = new EnsembleClassifier(
                definition,
                members,
                VoteOpener.meta(library, definition, ensemble.accelerator()),
                running(node, ensemble));
        try {
            classifier.bind(source);
        } catch (RuntimeException refused) {
            classifier.close();
            throw refused;
        }
        return classifier;
    }

    private EnsembleClassifier.Running running(StageGraph.Node node, StageConfiguration.Ensemble ensemble) {
        if (!live) {
            return new EnsembleClassifier.Running(ensemble.lanes(), null);
        }
        Duration step = windows.get(bit(node.window())).step();
        return new EnsembleClassifier.Running(
                ensemble.lanes(), ensemble.deadline() == null ? step : ensemble.deadline());
    }

    private void requireInertial(String stage) {
        if (!sourceChannels.equals(ImuChannels.ALL)) {
            throw new PipelineException(
                    "channels-differ",
                    "pipeline '%s', stage '%s' counts by %s, but source '%s' gives %s"
                            .formatted(
                                    pipeline.name(),
                                    stage,
                                    String.join(", ", ImuChannels.ALL),
                                    pipeline.source(),
                                    String.join(", ", sourceChannels)));
        }
    }

    private int principalChannel(String stage) {
        int channel = channels.indexOf(Reference.PRINCIPAL);
        if (channel < 0) {
            throw new PipelineException(
                    "channel-missing",
                    "pipeline '%s', stage '%s' finds repetitions by accelerations, but source '%s' gives only %s"
                            .formatted(pipeline.name(), stage, pipeline.source(), String.join(", ", sourceChannels)));
        }
        return channel;
    }

    private int bit(String window) {
        for (int bit = 0; bit < windows.size(); bit++) {
            if (windows.get(bit).id().equals(window)) {
                return bit;
            }
        }
        throw new IllegalStateException("there is no window '" + window + "'");
    }
}
