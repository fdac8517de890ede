package dev.spotter.profile;

import dev.spotter.capture.FrameSource;
import dev.spotter.capture.ImuSource;
import dev.spotter.capture.Source;
import dev.spotter.capture.labelling.LabellingDesk;
import dev.spotter.observation.TimeBase;
import dev.spotter.pipeline.CameraPipeline;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.ModelSwap;
import dev.spotter.pipeline.ObservationListener;
import dev.spotter.pipeline.Pipeline;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.ReferenceState;
import dev.spotter.pipeline.ShadowListener;
import dev.spotter.pipeline.ShadowSampling;
import dev.spotter.pipeline.StationPipeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The sources of a device that somebody takes from, each on a thread of its own with its pipelines. */
final class RunningSources implements AutoCloseable {
    private final Map<String, Source> sourcesOfStations = new HashMap<>();
    private final List<SourceThread> threads = new ArrayList<>();

    /**
     * Opens all sources and pipelines; none runs yet.
     *
     * @param desk where sources of samples are labelled and recorded besides
     * @param pictures who takes the frames of cameras besides
     * @param listeners who takes what the pipelines of a source find
     * @throws RuntimeException with a code and a sentence, for the first that cannot be opened; those before stay open
     */
    void open(
            Profile profile,
            Optional<LabellingDesk> desk,
            ModelLibrary library,
            CameraPictures pictures,
            Function<Source, ObservationListener> listeners) {
        Map<String, List<PipelineConfiguration>> bySource = new LinkedHashMap<>();
        profile.pipelines().forEach(pipeline -> bySource.computeIfAbsent(pipeline.source(), name -> new ArrayList<>())
                .add(pipeline));
        desk.ifPresent(recording -> recording.plan().sources().forEach(name -> bySource.putIfAbsent(name, List.of())));
        pictures.previews().forEach(name -> bySource.putIfAbsent(name, List.of()));
        bySource.forEach((name, pipelines) -> {
            Source source =
                    switch (profile.sources().get(name)) {
                        case SourceConfiguration.OfSamples samples ->
                            openSamples(samples.open(name), pipelines, desk, library, listeners);
                        case SourceConfiguration.OfFrames frames ->
                            openFrames(frames.open(name), pipelines, library, pictures, listeners);
                    };
            pipelines.forEach(pipeline -> sourcesOfStations.put(pipeline.name(), source));
        });
    }

    private Source openSamples(
            ImuSource source,
            List<PipelineConfiguration> pipelines,
            Optional<LabellingDesk> desk,
            ModelLibrary library,
            Function<Source, ObservationListener> listeners) {
        Pipeline.Delivery delivery = source.paced() ? Pipeline.Delivery.LIVE : Pipeline.Delivery.LOSSLESS;
        List<Pipeline> opened = pipelines.stream()
                .map(pipeline -> Pipeline.open(pipeline, source.channels(), library, listeners.apply(source), delivery))
                .toList();
        threads.add(SourceThread.ofSamples(
                source,
                opened,
                desk.filter(recording -> recording.plan().sources().contains(source.name()))
                        .map(recording -> recording.listen(source))));
        return source;
    }

    private Source openFrames(
            FrameSource source,
            List<PipelineConfiguration> pipelines,
            ModelLibrary library,
            CameraPictures pictures,
            Function<Source, ObservationListener> listeners) {
        List<CameraPipeline> opened = pipelines.stream()
                .map(pipeline -> CameraPipeline.open(pipeline, source, library, listeners.apply(source)))
                .toList();
        threads.add(SourceThread.ofFrames(source, opened, pictures.listener(source.name())));
        return source;
    }

    /**
     * Gives all pipelines the models of another library, or none of them.
     *
     * @throws RuntimeException with a code and a sentence, if one of them cannot go on with them
     */
    void swap(ModelLibrary library) {
        List<ModelSwap> swaps = new ArrayList<>();
        try {
            pipelines().forEach(pipeline -> swaps.add(pipeline.prepare(library)));
            swaps.forEach(ModelSwap::apply);
        } finally {
            swaps.forEach(ModelSwap::close);
        }
    }

    /**
     * Runs the models of another library beside those of all pipelines, on some of their inputs, or of none of them.
     *
     * @throws RuntimeException with a code and a sentence, if one of them cannot be had
     */
    void watch(ModelLibrary earlier, ShadowListener watcher) {
        try {
            pipelines().forEach(pipeline -> pipeline.watch(earlier, ShadowSampling.USUAL, watcher));
        } catch (RuntimeException refused) {
            endWatch();
            throw refused;
        }
    }

    /** Closes the models that run beside. */
    void endWatch() {
        pipelines().forEach(StationPipeline::endWatch);
    }

    void start() {
        threads.forEach(SourceThread::start);
    }

    List<SourceThread> threads() {
        return threads;
    }

    List<StationPipeline> pipelines() {
        return threads.stream()
                .<StationPipeline>flatMap(thread -> thread.pipelines().stream())
                .toList();
    }

    /** Ties a station's times to the wall clock; those of a station that there is none of to now. */
    TimeBase timeBase(String station) {
        Source source = sourcesOfStations.get(station);
        return source == null ? TimeBase.now() : source.timeBase();
    }

    /** How far those stations are with their reference that have one. */
    Map<String, ReferenceState> references() {
        Map<String, ReferenceState> references = new TreeMap<>();
        for (StationPipeline pipeline : pipelines()) {
            if (pipeline instanceof Pipeline ofSamples) {
                ofSamples.reference().ifPresent(state -> references.put(pipeline.name(), state));
            }
        }
        return references;
    }

    /** Whether all sources have ended and all that they gave has gone through. */
    boolean finished() {
        return threads.stream().allMatch(SourceThread::finished);
    }

    @Override
    public void close() {
        threads.forEach(SourceThread::close);
    }
}
