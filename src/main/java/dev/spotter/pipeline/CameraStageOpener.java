package dev.spotter.pipeline;

import dev.spotter.ensemble.EnsemblePackage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens the stages of a graph over frames; where one cannot be opened, those before are closed. */
final class CameraStageOpener {
    private final String pipeline;
    private final ModelLibrary library;
    private final CurrentFrame current;
    private final StageOutput output;
    private final VoteOpener votes;

    private final Map<String, TimedFrameModel> models = new LinkedHashMap<>();
    private final Map<String, StageSlot> slots = new LinkedHashMap<>();

    CameraStageOpener(String pipeline, ModelLibrary library, CurrentFrame current, StageOutput output) {
        this.pipeline = pipeline;
        this.library = library;
        this.current = current;
        this.output = output;
        votes = new VoteOpener(pipeline, library, output);
    }

    OpenStages open(StageGraph graph) {
        try {
            for (StageGraph.Node node : graph.order()) {
                slots.put(node.id(), slot(node));
            }
            return new OpenStages(List.copyOf(slots.values()), List.copyOf(models.values()), output);
        } catch (RuntimeException refused) {
            OpenStages.closeAll(List.copyOf(slots.values()));
            OpenStages.closeAll(List.copyOf(models.values()));
            throw refused;
        }
    }

    private StageSlot slot(StageGraph.Node node) {
        return switch (node.configuration()) {
            case StageConfiguration.Infer infer -> infer(node, infer);
            case StageConfiguration.Ensemble ensemble ->
                new StageSlot(node.id(), vote(node, ensemble), List.of(), CameraPipeline.FRAME_BIT);
            case StageConfiguration.Window _, StageConfiguration.Reps _, StageConfiguration.Form _ ->
                throw new IllegalStateException("the graph lets no stage over samples in here");
        };
    }

    private StageSlot infer(StageGraph.Node node, StageConfiguration.Infer infer) {
        boolean ofParts = !node.inputs().isEmpty();
        if (ofParts) {
            requireDetections(node);
        }
        TimedFrameModel model = new TimedFrameModel(
                node.id(), library.openFrames(infer.model(), Optional.ofNullable(infer.accelerator())), ofParts);
        models.put(node.id(), model);
        StageSlot where = ofParts ? slots.get(node.inputs().getFirst()) : null;
        return new StageSlot(
                node.id(),
                new FrameStage(node.id(), model, current, where, infer.budget(), output),
                where == null ? List.of() : List.of(where),
                CameraPipeline.FRAME_BIT);
    }

    private void requireDetections(StageGraph.Node node) {
        TimedFrameModel detecting = models.get(node.inputs().getFirst());
        if (!detecting.detects()) {
            throw new PipelineException(
                    "no-detections",
                    "pipeline '%s', stage '%s' looks at the parts that '%s' detects, but its model '%s' is for %s; let it take from a detection"
                            .formatted(
                                    pipeline,
                                    node.id(),
                                    detecting.stage(),
                                    detecting.name(),
                                    detecting.task().word()));
        }
    }

    private VoteStage vote(StageGraph.Node node, StageConfiguration.Ensemble ensemble) {
        EnsemblePackage definition = library.ensemble(ensemble.name());
        for (String input : node.inputs()) {
            TimedFrameModel member = models.get(input);
            if (!member.classifies()) {
                throw votes.membersDiffer(
                        node,
                        definition,
                        "stage '%s' gives no verdict over the frame: its model '%s' is for %s%s"
                                .formatted(
                                        input,
                                        member.name(),
                                        member.task().word(),
                                        member.detects() ? " of its parts" : ""));
            }
        }
        return votes.open(node, definition, ensemble.accelerator(), models, slots);
    }
}
