package dev.spotter.pipeline;

import dev.spotter.ensemble.Combination;
import dev.spotter.ensemble.Ensemble;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.ensemble.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens ensembles over stages that run their members. */
final class VoteOpener {
    private final String pipeline;
    private final ModelLibrary library;
    private final StageOutput output;

    VoteOpener(String pipeline, ModelLibrary library, StageOutput output) {
        this.pipeline = pipeline;
        this.library = library;
        this.output = output;
    }

    /** The model that combines, closed by who uses it; {@code null} where none does. */
    static Member meta(ModelLibrary library, EnsemblePackage definition, String accelerator) {
        return definition.combination() instanceof Combination.StackingModel stacking
                ? library.open(stacking.model(), stacking.version(), Optional.ofNullable(accelerator))
                : null;
    }

    /**
     * Finds, for each member of the ensemble, the stage that runs it.
     *
     * @param models the models of the stages, by the stage's identifier
     * @throws PipelineException {@code members-differ}
     */
    VoteStage open(
            StageGraph.Node node,
            EnsemblePackage definition,
            String accelerator,
            Map<String, ? extends MeasuredModel> models,
            Map<String, StageSlot> slots) {
        Map<String, StageSlot> byModel = new LinkedHashMap<>();
        for (String input : node.inputs()) {
            MeasuredModel model = models.get(input);
            if (model == null) {
                throw membersDiffer(node, definition, "stage '" + input + "' runs no model of its own");
            }
            if (byModel.put(model.name(), slots.get(input)) != null) {
                throw membersDiffer(node, definition, "model '" + model.name() + "' is given twice");
            }
        }
        List<StageSlot> members = new ArrayList<>();
        List<List<String>> labels = new ArrayList<>();
        for (EnsemblePackage.MemberName member : definition.members()) {
            StageSlot slot = byModel.remove(member.model());
            if (slot == null) {
                throw membersDiffer(node, definition, "none of its inputs runs '" + member.model() + "'");
            }
            members.add(slot);
            labels.add(models.get(slot.id()).labels());
        }
        if (!byModel.isEmpty()) {
            throw membersDiffer(
                    node, definition, "'" + byModel.keySet().iterator().next() + "' is no member of it");
        }
        Member meta = meta(library, definition, accelerator);
        return new VoteStage(node.id(), new Ensemble(definition, labels, meta), members, meta, output);
    }

    PipelineException membersDiffer(StageGraph.Node node, EnsemblePackage definition, String why) {
        return new PipelineException(
                "members-differ",
                "pipeline '%s', stage '%s': ensemble '%s' takes from a window, or from one stage for each of its members (%s); %s"
                        .formatted(
                                pipeline,
                                node.id(),
                                definition.name(),
                                String.join(
                                        ", ",
                                        definition.members().stream()
                                                .map(EnsemblePackage.MemberName::model)
                                                .toList()),
                                why));
    }
}
