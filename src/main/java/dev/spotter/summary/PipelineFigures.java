package dev.spotter.summary;

import java.util.List;
import java.util.Map;

/** What the pipelines tell of themselves when a minute is over. */
public interface PipelineFigures {
    /** The models that ran, by name. */
    Map<String, MinuteSummary.ModelLatency> models();

    /** What was dropped since it was asked last. */
    List<MinuteSummary.Lost> lost();
}
