package dev.spotter.profile;

import dev.spotter.observation.Observation;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import dev.spotter.safety.EvidenceSource;
import dev.spotter.safety.Incident;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Finds in the profile which source and which model stand behind an observation. */
final class ProfileEvidence implements EvidenceSource {
    private final Supplier<Profile> profile;
    private final UnaryOperator<String> versions;

    /**
     * @param profile that runs
     * @param versions the version of a model or ensemble that runs, by its name
     */
    ProfileEvidence(Supplier<Profile> profile, UnaryOperator<String> versions) {
        this.profile = profile;
        this.versions = versions;
    }

    @Override
    public List<Incident.Evidence> behind(Observation observation, OptionalDouble score) {
        return profile.get().pipelines().stream()
                .filter(pipeline -> pipeline.name().equals(observation.station()))
                .map(pipeline -> evidence(pipeline, observation.stage(), score))
                .toList();
    }

    private Incident.Evidence evidence(PipelineConfiguration pipeline, String stage, OptionalDouble score) {
        String model = model(pipeline, stage);
        return new Incident.Evidence(
                pipeline.source(),
                model,
                model == null ? null : versions.apply(model),
                score.isPresent() ? score.getAsDouble() : null);
    }

    /** The model or ensemble of a stage, or of the one that it takes from. */
    private static String model(PipelineConfiguration pipeline, String stage) {
        for (StageConfiguration configured : pipeline.stages()) {
            if (configured.id().equals(stage)) {
                return switch (configured) {
                    case StageConfiguration.Infer infer -> infer.model();
                    case StageConfiguration.Ensemble ensemble -> ensemble.name();
                    case StageConfiguration.Reps reps ->
                        reps.exercise() == null ? null : model(pipeline, reps.exercise());
                    case StageConfiguration.Form form ->
                        form.verdict() == null ? null : model(pipeline, form.verdict());
                    case StageConfiguration.Window _ -> null;
                };
            }
        }
        return null;
    }
}
