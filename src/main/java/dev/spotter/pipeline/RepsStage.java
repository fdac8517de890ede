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
