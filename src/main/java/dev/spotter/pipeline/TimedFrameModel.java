package dev.spotter.pipeline;

import dev.spotter.model.FrameModel;
import dev.spotter.model.ModelTask;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Frame;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A model over frames whose looks are timed and whose failures are counted. One thread sees, any reads the statistics. */
final class TimedFrameModel implements MeasuredModel {
    private final String stage;
    private final FrameModel model;
    private final boolean ofParts;
    private final LatencyHistogram latency = new LatencyHistogram();
    private volatile long failures;
    private volatile long leftOutParts;
    private boolean closed;

    /** @param ofParts whether it looks at parts of frames, not at whole ones */
    TimedFrameModel(String stage, FrameModel model, boolean ofParts) {
        this.stage = stage;
        this.model = model;
        this.ofParts = ofParts;
    }

    /** Looks at a whole frame. */
    Finding see(Frame frame) {
        return see(frame, null, 0);
    }

    /**
     * Looks at parts of a frame.
     *
     * @param where {@code null} for the whole frame
     * @param budget most parts that are looked at; those beyond are counted
     */
    Finding see(Frame frame, Detections where, int budget) {
        boolean well = false;
        long startNanos = System.nanoTime();
        try {
            Finding finding = where == null ? model.see(frame) : model.see(frame, where, budget);
            if (finding instanceof Classification verdict) {
                Probabilities.require(model.name(), verdict.probabilities());
            }
            well = true;
            return finding;
        } finally {
            if (well) {
                latency.record(System.nanoTime() - startNanos - waitedNanos());
            } else {
                failures = failures + 1;
            }
            if (where != null && where.detections().size() > budget) {
                leftOutParts = leftOutParts + where.detections().size() - budget;
            }
        }
    }

    /** Waiting for others that look through the same model is no time of the model's. */
    private long waitedNanos() {
        return model instanceof SharedModel.User shared ? shared.waitedNanos() : 0;
    }

    /** What the model is for. */
    ModelTask task() {
        return model.task();
    }

    /** Whether it gives detections; a classification of parts names anew what was detected. */
    boolean detects() {
        return model.task() == ModelTask.DETECTION || ofParts && model.task() == ModelTask.CLASSIFICATION;
    }

    /** Whether it gives a verdict over the frame. */
    boolean classifies() {
        return !ofParts && model.task() == ModelTask.CLASSIFICATION;
    }

    @Override
    public void countOn(MeasuredModel earlier) {
        TimedFrameModel before = (TimedFrameModel) earlier;
        latency.add(before.latency);
        failures = failures + before.failures;
        leftOutParts = leftOutParts + before.leftOutParts;
    }

    @Override
    public String stage() {
        return stage;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public List<String> labels() {
        return model.labels();
    }

    @Override
    public PipelineStatistics.Model statistics() {
        return new PipelineStatistics.Model(
                stage, model.name(), model.version(), Duration.ZERO, failures, leftOutParts, latency.latency());
    }

    @Override
    public Map<String, String> problems() {
        return model.problems();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            model.close();
        }
    }
}
