package dev.spotter.pipeline;

import dev.spotter.model.ModelTask;
import dev.spotter.observation.AnomalyScore;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Embeddings;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Poses;
import java.util.List;

/** One model over frames: over the whole of each, or over the parts of it that another stage detected. */
final class FrameStage implements FindingStage {
    private final String id;
    private final TimedFrameModel model;
    private final CurrentFrame current;
    private final StageSlot where;
    private final int budget;
    private final StageOutput output;
    private final Finding nothing;
    private Finding finding;

    /**
     * @param where the stage that detects the parts, {@code null} for the whole frame
     * @param budget most parts of a frame that are looked at
     */
    FrameStage(
            String id, TimedFrameModel model, CurrentFrame current, StageSlot where, int budget, StageOutput output) {
        this.id = id;
        this.model = model;
        this.current = current;
        this.where = where;
        this.budget = budget;
        this.output = output;
        nothing = nothing(model.task());
    }

    /** What is said of no parts. */
    private static Finding nothing(ModelTask task) {
        return switch (task) {
            case POSE -> Poses.NONE;
            case DETECTION, CLASSIFICATION -> Detections.NONE;
            case EMBEDDING -> new Embeddings(List.of());
            case ANOMALY, REGRESSION -> new AnomalyScore(0);
        };
    }

    @Override
    public void step(long timeNanos) {
        finding = see();
        output.observed(id, timeNanos, finding);
    }

    private Finding see() {
        if (where == null) {
            return model.see(current.frame());
        }
        Detections parts = where.detections();
        return parts.detections().isEmpty() ? nothing : model.see(current.frame(), parts, budget);
    }

    /** Who takes what it finds, takes no other kind of finding. */
    @Override
    public void requireContinues(Stage earlier) {
        TimedFrameModel before = ((FrameStage) earlier).model;
        if (before.task() != model.task()) {
            throw new PipelineException(
                    "task-differs",
                    "stage '%s' runs '%s' for %s; '%s' is for %s and cannot take its place"
                            .formatted(
                                    id,
                                    before.name(),
                                    before.task().word(),
                                    model.name(),
                                    model.task().word()));
        }
    }

    @Override
    public List<String> labels() {
        return model.labels();
    }

    @Override
    public Finding finding() {
        return finding;
    }

    @Override
    public void close() {
        model.close();
    }
}
