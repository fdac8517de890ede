package dev.spotter.profile;

import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.ModelSwap;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StationPipeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One change of what a device's sources feed, all of it or nothing: first everything that may fail is opened ({@link #prepare}), then
 * it takes the place of what runs ({@link #apply}).
 */
final class SourceChange implements AutoCloseable {
    private final SourceOpener opener;
    private final Profile before;
    private final Map<String, SourceThread> running;
    private final ModelLibrary library;

    private final List<ModelSwap> swaps = new ArrayList<>();
    private final Map<String, List<StationPipeline>> rows = new LinkedHashMap<>();
    private final List<StationPipeline> openedPipelines = new ArrayList<>();
    private final Map<String, SourceThread> openedThreads = new LinkedHashMap<>();
    private boolean applied;

    /**
     * @param before the profile that runs
     * @param running its sources that somebody takes from
     * @param library of what is to run
     */
    SourceChange(SourceOpener opener, Profile before, Map<String, SourceThread> running, ModelLibrary library) {
        this.opener = opener;
        this.before = before;
        this.running = running;
        this.library = library;
    }

    /**
     * Opens what is new.
     *
     * @throws RuntimeException with a code and a sentence, for the first that cannot be had or does not fit
     */
    void prepare(Profile next) {
        opener.taken(next).forEach((name, pipelines) -> {
            SourceThread thread = running.get(name);
            SourceConfiguration source = next.sources().get(name);
            if (thread != null && source.equals(before.sources().get(name))) {
                rows.put(name, row(thread, pipelines));
            } else {
                openedThreads.put(name, opener.open(name, source, pipelines, library));
            }
        });
    }

    private List<StationPipeline> row(SourceThread thread, List<PipelineConfiguration> pipelines) {
        List<StationPipeline> row = new ArrayList<>();
        for (PipelineConfiguration wanted : pipelines) {
            Optional<StationPipeline> stays = thread.pipelines().stream()
                    .filter(pipeline -> pipeline.name().equals(wanted.name())
                            && before.pipelines().contains(wanted))
                    .findFirst();
            if (stays.isPresent()) {
                swaps.add(stays.get().prepare(library));
                row.add(stays.get());
            } else {
                StationPipeline opened = opener.pipeline(thread.source(), wanted, library);
                openedPipelines.add(opened);
                row.add(opened);
            }
        }
        return row;
    }

    /**
     * Changes to what was prepared. A source that is opened anew, or that nobody takes from any more, is closed first: no camera gives its
     * pictures to two.
     *
     * @return the sources that somebody takes from now; those that are new wait for {@link #start}
     */
    Map<String, SourceThread> apply() {
        swaps.forEach(ModelSwap::apply);
        applied = true;
        Map<String, SourceThread> now = new LinkedHashMap<>();
        rows.forEach((name, row) -> {
            SourceThread thread = running.get(name);
            if (!row.equals(thread.pipelines())) {
                thread.change(row);
            }
            now.put(name, thread);
        });
        running.forEach((name, thread) -> {
            if (!rows.containsKey(name)) {
                thread.close();
            }
        });
        now.putAll(openedThreads);
        return now;
    }

    /** Lets the sources run that were opened. */
    void start() {
        openedThreads.values().forEach(SourceThread::start);
    }

    /** Closes what was opened for nothing. */
    @Override
    public void close() {
        swaps.forEach(ModelSwap::close);
        if (!applied) {
            openedPipelines.forEach(StationPipeline::close);
            openedThreads.values().forEach(SourceThread::close);
        }
    }
}
