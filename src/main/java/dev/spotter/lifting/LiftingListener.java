package dev.spotter.lifting;

import dev.spotter.observation.Finding;

/** Hears what a {@link SetTracker} or a {@link FormTracker} finds. */
@FunctionalInterface
public interface LiftingListener {
    /**
     * Something was found. Called on the thread that feeds the tracker.
     *
     * @param timeNanos monotonic time of the newest sample that the finding rests on
     * @param finding a {@link dev.spotter.observation.Repetition}, {@link dev.spotter.observation.RepetitionForm},
     *     {@link dev.spotter.observation.LiftSet}, {@link dev.spotter.observation.LiftState} or
     *     {@link dev.spotter.observation.Strain}
     */
    void found(long timeNanos, Finding finding);
}
