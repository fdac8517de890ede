package dev.spotter.profile;

import dev.spotter.capture.FrameSource;
import dev.spotter.capture.ImuSource;
import dev.spotter.capture.Source;
import dev.spotter.capture.labelling.LabellingDesk;
import dev.spotter.pipeline.CameraPipeline;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.ObservationListener;
import dev.spotter.pipeline.Pipeline;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StationPipeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Opens the sources of a device that somebody takes from, and their pipelines.
 *
 * @param desk where sources of samples are labelled and recorded besides
 * @param pictures who takes the frames of cameras besides
 * @param listeners who takes what the pipelines of a source find
 */
record SourceOpener(
        Optional<LabellingDesk> desk, CameraPictures pictures, Function<Source, ObservationListener> listeners) {
    /** The sources that somebody takes from, and what does. */
    Map<String, List<PipelineConfiguration>> taken(Profile profile) {
        Map<String, List<PipelineConfiguration>> bySource = new LinkedHashMap<>();
        profile.pipelines().forEach(pipeline -> bySource.computeIfAbsent(pipeline.source(), _ -> new ArrayList<>())
                .add(pipeline));
        desk.ifPresent(recording -> recording.plan().sources().forEach(name -> bySource.putIfAbsent(name, List.of())));
        pictures.previews().forEach(name -> bySource.putIfAbsent(name, List.of()));
        return bySource;
    }

    /**
     * Opens a source and its pipelines; it does not run yet.
     *
     * @throws RuntimeException with a code and a sentence, if one of them cannot be opened; none is open then
     */
    SourceThread open(
            String name,
            SourceConfiguration configuration,
            List<PipelineConfiguration> pipelines,
            ModelLibrary library) {
        return switch (configuration) {
            case SourceConfiguration.OfSamples samples -> {
                ImuSource source = samples.open(name);
                List<Pipeline> opened = all(pipelines, pipeline -> pipeline(source, pipeline, library));
                yield SourceThread.ofSamples(
                        source,
                        opened,
                        desk.filter(recording -> recording.plan().sources().contains(name))
                                .map(recording -> recording.listen(source)));
            }
            case SourceConfiguration.OfFrames frames -> {
                FrameSource source = frames.open(name);
                List<CameraPipeline> opened = all(pipelines, pipeline -> pipeline(source, pipeline, library));
                yield SourceThread.ofFrames(source, opened, pictures.listener(name));
            }
        };
    }

    /** Opens a pipeline on a source that is open. */
    StationPipeline pipeline(Source source, PipelineConfiguration pipeline, ModelLibrary library) {
        return source instanceof ImuSource samples
                ? pipeline(samples, pipeline, library)
                : pipeline((FrameSource) source, pipeline, library);
    }

    private Pipeline pipeline(ImuSource source, PipelineConfiguration pipeline, ModelLibrary library) {
        return Pipeline.open(
                pipeline,
                source.channels(),
                library,
                listeners.apply(source),
                source.paced() ? Pipeline.Delivery.LIVE : Pipeline.Delivery.LOSSLESS);
    }

    private CameraPipeline pipeline(FrameSource source, PipelineConfiguration pipeline, ModelLibrary library) {
        return CameraPipeline.open(pipeline, source, library, listeners.apply(source));
    }

    private static <T extends StationPipeline> List<T> all(
            List<PipelineConfiguration> pipelines, Function<PipelineConfiguration, T> opener) {
        List<T> opened = new ArrayList<>();
        try {
            pipelines.forEach(pipeline -> opened.add(opener.apply(pipeline)));
            return opened;
        } catch (RuntimeException failure) {
            opened.forEach(StationPipeline::close);
            throw failure;
        }
    }
}
