package dev.spotter.profile;

import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.NearestWord;
import dev.spotter.pipeline.CameraPipeline;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import dev.spotter.pipeline.StageGraph;
import dev.spotter.safety.Condition;
import dev.spotter.safety.SafetyRule;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the models and ensembles that a profile names are there and fit where they stand, and whether its rules watch for
 * what they tell apart. None is loaded.
 */
final class ModelCheck {
    private final Profile profile;
    private final DescribedModels models;

    /** What the stages of an identifier tell apart, in all pipelines. */
    private final Map<String, Set<String>> labels = new HashMap<>();

    ModelCheck(Profile profile, List<Path> modelFolders) {
        this.profile = profile;
        models = new DescribedModels(modelFolders);
    }

    void check() {
        for (PipelineConfiguration pipeline : profile.pipelines()) {
            if (pipeline.given() == PipelineConfiguration.Given.FRAMES) {
                CameraPipeline.check(pipeline, models);
            }
            for (StageGraph.Node node : StageGraph.of(pipeline).order()) {
                labels.computeIfAbsent(node.id(), _ -> new TreeSet<>()).addAll(labels(node, pipeline.given()));
            }
        }
        for (SafetyRule rule : profile.rules()) {
            if (rule.condition() instanceof Condition.LabelScore watched) {
                mustBeTold(rule.name(), watched);
            }
        }
    }

    /** A rule that watches for what no model can say would never raise anything. */
    private void mustBeTold(String rule, Condition.LabelScore watched) {
        Set<String> told = labels.getOrDefault(watched.stage(), Set.of());
        if (!told.contains(watched.label())) {
            throw new ProfileException(List.of(new ProfileError(
                    "unknown-label",
                    "rule '%s' watches for '%s' of stage '%s'%s; that stage tells apart %s"
                            .formatted(
                                    rule,
                                    watched.label(),
                                    watched.stage(),
                                    NearestWord.hint(watched.label(), told),
                                    told))));
        }
    }

    private Set<String> labels(StageGraph.Node node, PipelineConfiguration.Given given) {
        return switch (node.configuration()) {
            case StageConfiguration.Infer infer -> labels(models.find(infer.model()), given);
            case StageConfiguration.Ensemble stage -> {
                EnsemblePackage ensemble = models.ensemble(stage.name());
                ensemble.members().forEach(member -> models.find(member.model(), member.version()));
                yield Set.copyOf(ensemble.labels());
            }
            case StageConfiguration.Form _ -> labels.get(node.inputs().getFirst());
            case StageConfiguration.Window _, StageConfiguration.Reps _ -> Set.of();
        };
    }

    private static Set<String> labels(ModelPackage model, PipelineConfiguration.Given given) {
        if (given == PipelineConfiguration.Given.SAMPLES) {
            model.windowInput();
        }
        return switch (model.task()) {
            case CLASSIFICATION, DETECTION -> Set.copyOf(model.labels());
            case POSE -> Set.of(Condition.PERSON);
            case ANOMALY -> Set.of(Condition.ANOMALY);
            case EMBEDDING, REGRESSION -> Set.of();
        };
    }
}
