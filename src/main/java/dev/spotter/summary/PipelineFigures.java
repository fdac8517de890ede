package dev.spotter.summary;

import java.util.List;
import java.util.Map;

/** What the pipelines tell of themselves when a minute is over. */
@FunctionalInterface
public interface PipelineFigures {
    /** What they did since they were asked last. */
    Figures latest();

    /**
     * A minute of the pipelines.
     *
     * @param models the models that ran, by name
     * @param lost what was dropped
     */
    record Figures(Map<String, MinuteSummary.ModelLatency> models, List<MinuteSummary.Lost> lost) {}
}
