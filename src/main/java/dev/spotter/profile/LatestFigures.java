package dev.spotter.profile;

import dev.spotter.pipeline.PipelineStatistics;
import dev.spotter.pipeline.StationPipeline;
import dev.spotter.summary.MinuteSummary;
import dev.spotter.summary.PipelineFigures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What the pipelines did since it was asked last, for a minute's summary. */
final class LatestFigures implements PipelineFigures {
    private final Supplier<List<StationPipeline>> pipelines;
    private final Map<String, PipelineStatistics> before = new HashMap<>();

    LatestFigures(Supplier<List<StationPipeline>> pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    public Figures latest() {
        Map<String, MinuteSummary.ModelLatency> models = new TreeMap<>();
        List<MinuteSummary.Lost> lost = new ArrayList<>();
        for (StationPipeline pipeline : pipelines.get()) {
            PipelineStatistics now = pipeline.statistics();
            PipelineStatistics earlier = before.put(pipeline.name(), now);
            PipelineStatistics since = earlier == null ? now : now.since(earlier);
            since.models().stream()
                    .filter(model -> model.latency().count() > 0)
                    .forEach(model -> models.merge(model.model(), latency(model), LatestFigures::slower));
            if (since.dropped() > 0) {
                lost.add(new MinuteSummary.Lost(since.pipeline(), since.dropped()));
            }
        }
        return new Figures(models, lost);
    }

    private static MinuteSummary.ModelLatency latency(PipelineStatistics.Model model) {
        return new MinuteSummary.ModelLatency(
                model.version(),
                model.latency().percentileMillis(0.5),
                model.latency().percentileMillis(0.99));
    }

    /** A model that runs at several stations is told as it is at the slowest. */
    private static MinuteSummary.ModelLatency slower(MinuteSummary.ModelLatency a, MinuteSummary.ModelLatency b) {
        return a.p99Millis() >= b.p99Millis() ? a : b;
    }
}
