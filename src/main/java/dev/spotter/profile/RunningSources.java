package dev.spotter.profile;

import dev.spotter.capture.Source;
import dev.spotter.observation.TimeBase;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.Pipeline;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.ReferenceState;
import dev.spotter.pipeline.ShadowListener;
import dev.spotter.pipeline.ShadowSampling;
import dev.spotter.pipeline.StationPipeline;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sources of a device that somebody takes from, each on a thread of its own with its pipelines. */
final class RunningSources implements AutoCloseable {
    private SourceOpener opener;
    private Profile profile;

    // replaced as a whole, so that any thread may read them
    private volatile Map<String, SourceThread> threads = Map.of();
    private volatile Map<String, Source> sourcesOfStations = Map.of();

    /**
     * Opens all sources and pipelines; none runs yet.
     *
     * @throws RuntimeException with a code and a sentence, for the first that cannot be opened; those before stay open
     */
    void open(Profile first, SourceOpener with, ModelLibrary library) {
        opener = with;
        profile = first;
        with.taken(first).forEach((name, pipelines) -> {
            Map<String, SourceThread> opened = new LinkedHashMap<>(threads);
            opened.put(name, with.open(name, first.sources().get(name), pipelines, library));
            show(first, opened);
        });
    }

    private void show(Profile shown, Map<String, SourceThread> opened) {
        Map<String, Source> sources = new HashMap<>();
        for (PipelineConfiguration pipeline : shown.pipelines()) {
            if (opened.containsKey(pipeline.source())) {
                sources.put(pipeline.name(), opened.get(pipeline.source()).source());
            }
        }
        threads = new LinkedHashMap<>(opened);
        sourcesOfStations = sources;
    }

    /**
     * Goes on with the profile and the models of another set, or with none of it. Pipelines that stay what they are change their models
     * between two inferences; others, and those of a camera of which other frames are wanted, begin anew between two samples or
     * frames. What was seen is not forgotten by rules, alarms and counts of pipelines that stay.
     *
     * @param next of the same device
     * @throws RuntimeException with a code and a sentence, if one of them cannot go on with them
     */
    synchronized void change(Profile next, ModelLibrary library) {
        SourceChange change = new SourceChange(opener, profile, threads, library);
        try {
            change.prepare(next);
            Map<String, SourceThread> opened = change.apply();
            profile = next;
            show(next, opened);
            change.start();
        } finally {
            change.close();
        }
    }

    /**
     * Runs the models of another library beside those of all pipelines that it fits, on some of their inputs, or of none of them.
     *
     * @param before the profile that ran with these models; pipelines that were something else cannot be compared
     * @return whether anything is compared
     * @throws RuntimeException with a code and a sentence, if one of them cannot be had
     */
    synchronized boolean watch(Profile before, ModelLibrary earlier, ShadowListener watcher) {
        try {
            List<StationPipeline> same = pipelines().stream()
                    .filter(pipeline -> before.pipelines().stream()
                            .anyMatch(was -> was.name().equals(pipeline.name())
                                    && profile.pipelines().contains(was)))
                    .toList();
            same.forEach(pipeline -> pipeline.watch(earlier, ShadowSampling.USUAL, watcher));
            return !same.isEmpty();
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
        threads().forEach(SourceThread::start);
    }

    List<SourceThread> threads() {
        return List.copyOf(threads.values());
    }

    List<StationPipeline> pipelines() {
        return threads.values().stream()
                .flatMap(thread -> thread.pipelines().stream())
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
        return threads.values().stream().allMatch(SourceThread::finished);
    }

    @Override
    public void close() {
        threads.values().forEach(SourceThread::close);
    }
}
