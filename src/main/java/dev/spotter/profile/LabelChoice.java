package dev.spotter.profile;

import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What can be labelled on a device whose user does not say: what its ensembles tell apart. */
public final class LabelChoice {
    private LabelChoice() {}

    /**
     * The labels of the ensembles that look at some sources, in their order; empty where none does.
     *
     * @throws RuntimeException with a code and a sentence, for an ensemble that is not there or is refused
     */
    public static List<String> of(Profile profile, Collection<String> sources, List<Path> modelFolders) {
        ModelLibrary models = new DescribedModels(modelFolders);
        Set<String> labels = new LinkedHashSet<>();
        for (PipelineConfiguration pipeline : profile.pipelines()) {
            if (!sources.contains(pipeline.source())) {
                continue;
            }
            for (StageConfiguration stage : pipeline.stages()) {
                if (stage instanceof StageConfiguration.Ensemble ensemble) {
                    labels.addAll(models.ensemble(ensemble.name()).labels());
                }
            }
        }
        return List.copyOf(labels);
    }
}
