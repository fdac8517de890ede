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
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds, for a folder of recordings, the pipelines that they go through. */
public final class EvaluationParts {
    private EvaluationParts() {}

    /** The attribute of recordings by which a task's pipelines are told apart; each is named after one of its values. */
    private static final Map<EvaluationTask, String> PARTED_BY =
            Map.of(EvaluationTask.IMU_FALL, Site.ATTRIBUTE, EvaluationTask.POSE_FORM, "exercise");

    /**
     * The parts of an evaluation: of falls one for each site of the sensor, of poses one for each exercise, through the
     * pipeline of that name; of all else one, and the first pipeline of the profile that can be measured stands for all, as
     * its stations are alike.
     *
     * @param pipelines those of the profile that is measured
     * @param data the folder of recordings
     * @param site only recordings of this site; empty for all
     * @throws EvaluationException {@code pipeline-not-measurable}, {@code site-needed}, {@code nothing-to-evaluate}
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
        Map<String, String> only =
                site.map(where -> Map.of(Site.ATTRIBUTE, where.toString())).orElse(Map.of());
        String attribute = PARTED_BY.get(task);
        if (attribute == null) {
            return List.of(part(measurable.getFirst(), data, only));
        }
        Set<String> values = only.containsKey(attribute)
                ? Set.of(only.get(attribute))
                : Recordings.values(RecordingFormat.in(data), data, attribute);
        if (values.isEmpty() && task == EvaluationTask.IMU_FALL) {
            throw new EvaluationException(
                    "site-needed",
                    "nothing in '%s' says where the sensor was worn; say --site waist or --site wrist".formatted(data));
        }
        List<EvaluationPart> parts = measurable.stream()
                .filter(pipeline -> values.contains(pipeline.name()))
                .map(pipeline -> part(pipeline, data, Map.of(attribute, pipeline.name())))
                .toList();
        if (parts.isEmpty()) {
            throw new EvaluationException(
                    "nothing-to-evaluate",
                    "the recordings in '%s' have %s for %s, but the pipelines of the profile are %s"
                            .formatted(
                                    data,
                                    values,
                                    attribute,
                                    measurable.stream()
                                            .map(PipelineConfiguration::name)
                                            .toList()));
        }
        return parts;
    }

    private static EvaluationPart part(PipelineConfiguration pipeline, Path data, Map<String, String> only) {
        return new EvaluationPart(
                pipeline,
                new ReplaySource(
                        "recordings",
                        new ReplayConfiguration(
                                RecordingFormat.in(data), data, Speed.MAX, ReplayConfiguration.USUAL_PAUSE, only)));
    }
}
