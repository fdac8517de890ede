package dev.spotter.profile;

import dev.spotter.capture.Source;
import dev.spotter.summary.MinuteSummary;
import dev.spotter.summary.StationState;
import dev.spotter.summary.Summarizer;
import dev.spotter.summary.SummaryListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a device sums up of what its pipelines find: minutes, states and sets, for the back end and the page. */
final class Summaries implements SummaryListener, AutoCloseable {
    private static final int SHOWN_SETS = 20;

    private final RunningSources sources;
    private final BackEnd backEnd;
    private final AgentListener listener;
    private final RecentEvents<MinuteSummary.SetSummary> sets = new RecentEvents<>(SHOWN_SETS);
    private final Map<String, Summarizer> summarizers = new ConcurrentHashMap<>();

    Summaries(RunningSources sources, BackEnd backEnd, AgentListener listener) {
        this.sources = sources;
        this.backEnd = backEnd;
        this.listener = listener;
    }

    /** Who sums up what is found in a source. Sources with a pace share their time and their minutes; each other one has its own. */
    Summarizer of(Source source) {
        return summarizers.computeIfAbsent(
                source.paced() ? "" : source.name(),
                _ -> new Summarizer(sources::timeBase, new LatestFigures(sources::pipelines), this));
    }

    @Override
    public void set(MinuteSummary.SetSummary set) {
        sets.add(set);
    }

    @Override
    public void minute(MinuteSummary summary) {
        backEnd.send(summary);
        listener.minute(summary);
    }

    @Override
    public void state(StationState state) {
        backEnd.send(state);
    }

    /** The newest sets. */
    List<MinuteSummary.SetSummary> sets() {
        return sets.list();
    }

    /** Ends the minutes under way. */
    @Override
    public void close() {
        summarizers.values().forEach(Summarizer::close);
    }
}
