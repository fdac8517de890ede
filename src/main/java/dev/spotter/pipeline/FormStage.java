package dev.spotter.pipeline;

import dev.spotter.lifting.FormTracker;
import java.time.Duration;

/** Repetitions, and how each was done by the verdicts of another stage. Sees every sample, whatever windows are dropped. */
final class FormStage implements Stage {
    private final StageConfiguration.Form configuration;
    private final StageSlot verdict;
    private final Duration window;
    private final int principalChannel;
    private final StageOutput output;
    private FormTracker tracker;

    /**
     * @param window what a verdict looks back over
     * @param principalChannel where the signal stands in a sample that goes up and down once a repetition
     */
    FormStage(
            StageConfiguration.Form configuration,
            StageSlot verdict,
            Duration window,
            int principalChannel,
            StageOutput output) {
        this.configuration = configuration;
        this.verdict = verdict;
        this.window = window;
        this.principalChannel = principalChannel;
        this.output = output;
        restart();
    }

    @Override
    public void sample(long timeNanos, float[] values) {
        tracker.acceptSample(timeNanos, values[principalChannel]);
    }

    @Override
    public void step(long timeNanos) {
        tracker.acceptVerdict(timeNanos, verdict.verdict());
    }

    /** A set under way goes on. */
    @Override
    public void continueFrom(Stage earlier) {
        tracker = ((FormStage) earlier).tracker;
    }

    @Override
    public void gap() {
        tracker.gap();
    }

    @Override
    public void restart() {
        tracker = new FormTracker(
                configuration.exercise(),
                window,
                (timeNanos, finding) -> output.observed(configuration.id(), timeNanos, finding));
    }
}
