package dev.spotter.pipeline;

import dev.spotter.lifting.SetTracker;

/** Repetitions and sets of the exercise that another stage recognises. Sees every sample, whatever windows are dropped. */
final class RepsStage implements Stage {
    private final String id;
    private final StageSlot exercise;
    private final StageOutput output;
    private SetTracker tracker;

    RepsStage(String id, StageSlot exercise, StageOutput output) {
        this.id = id;
        this.exercise = exercise;
        this.output = output;
        restart();
    }

    @Override
    public void sample(long timeNanos, float[] values) {
        tracker.acceptSample(timeNanos, values);
    }

    @Override
    public void step(long timeNanos) {
        tracker.acceptVerdict(timeNanos, exercise.verdict());
    }

    /** Sets end by verdicts for rest, so these must not go. */
    @Override
    public void requireContinues(Stage earlier) {
        if (((RepsStage) earlier).exercise.labels().contains(SetTracker.REST)
                && !exercise.labels().contains(SetTracker.REST)) {
            throw new PipelineException(
                    "labels-differ",
                    "stage '%s' ends sets by the label '%s' of stage '%s', which the new models do not have; they tell apart %s"
                            .formatted(id, SetTracker.REST, exercise.id(), String.join(", ", exercise.labels())));
        }
    }

    /** A set under way goes on. */
    @Override
    public void continueFrom(Stage earlier) {
        tracker = ((RepsStage) earlier).tracker;
    }

    /** A set may go on behind a short gap: the tracker sees by the times how long it was. */
    @Override
    public void gap() {}

    @Override
    public void end() {
        tracker.endOfSource();
    }

    @Override
    public void restart() {
        tracker = new SetTracker((timeNanos, finding) -> output.observed(id, timeNanos, finding));
    }
}
