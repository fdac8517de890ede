package dev.spotter.evaluation;

import dev.spotter.capture.RecordingFormat;
import dev.spotter.capture.Recordings;
import dev.spotter.capture.ReplayConfiguration;
import dev.spotter.capture.ReplaySource;
import dev.spotter.capture.Site;
import dev.spotter.capture.Speed;
import dev.spotter.pipeline.PipelineConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds, for a folder of recordings, the pipelines that they go through. */
public final class EvaluationParts {
    private EvaluationParts() {}

    /**
     * The parts of an evaluation: of falls one for each site of the recordings, through the pipeline of that name; of all
     * else one, and the first pipeline of the profile that can be measured stands for all, as its stations are alike.
     *
     * @param pipelines those of the profile that is measured
     * @param data the folder of recordings
     * @param site only recordings of this site; empty for all
     * @throws EvaluationException {@code pipeline-not-measurable}, {@code site-needed}
     * @throws dev.spotter.capture.CaptureException if there is no recording
     */
    public static List<EvaluationPart> of(
            EvaluationTask task, List<PipelineConfiguration> pipelines, Path data, Optional<Site> site) {
        List<PipelineConfiguration> measurable =
                pipelines.stream().filter(task::measures).toList();
        if (measurable.isEmpty()) {
            throw new EvaluationException(
                    "pipeline-not-measurable",
                    "no pipeline of the profile has a stage that %s could measure".formatted(task.word()));
        }
        if (task != EvaluationTask.IMU_FALL) {
            return List.of(part(measurable.getFirst(), data, site));
        }
        Set<Site> sites = site.map(Set::of).orElseGet(() -> Recordings.sites(RecordingFormat.in(data), data));
        if (sites.isEmpty()) {
            throw new EvaluationException(
                    "site-needed",
                    "nothing in '%s' says where the sensor was worn; say --site waist or --site wrist".formatted(data));
        }
        return sites.stream()
                .map(where -> part(named(measurable, where), data, Optional.of(where)))
                .toList();
    }

    private static PipelineConfiguration named(List<PipelineConfiguration> pipelines, Site site) {
        return pipelines.stream()
                .filter(pipeline -> pipeline.name().equals(site.toString()))
                .findFirst()
                .orElseThrow(() -> new EvaluationException(
                        "pipeline-not-measurable", "the profile has no pipeline named '%s'".formatted(site)));
    }

    private static EvaluationPart part(PipelineConfiguration pipeline, Path data, Optional<Site> site) {
        return new EvaluationPart(
                pipeline,
                new ReplaySource(
                        "recordings",
                        new ReplayConfiguration(
                                RecordingFormat.in(data), data, Speed.MAX, ReplayConfiguration.USUAL_PAUSE, site)));
    }
}
