package dev.spotter.pipeline;

import dev.spotter.observation.Observation;
import java.util.List;

/**
 * Takes what a pipeline finds, in the order of time, on the thread that runs its stages: who is slow here makes windows
 * be dropped. What it throws is counted and said in the pipeline's health, and hurts nobody else.
 */
public interface ObservationListener {
    /** A stage found something. */
    void observed(Observation observation);

    /**
     * All stages have seen the samples or frames up to this time and said what they had to say; who said nothing has
     * nothing else to say than before.
     *
     * @param station the pipeline
     * @param timeNanos monotonic time of the newest sample or frame
     */
    void advanced(String station, long timeNanos);

    /**
     * A camera was not watching between these times: what was said before does not hold for what comes next. Pipelines over
     * samples do not tell of gaps.
     *
     * @param station the pipeline
     * @param fromNanos time of the last frame before
     * @param toNanos time of the next one
     */
    default void gap(String station, long fromNanos, long toNanos) {}

    /**
     * What a member of an ensemble said, before the ensemble's verdict of the same time is observed.
     *
     * @param station the pipeline
     * @param stage the ensemble's stage
     * @param member the member's name
     * @param timeNanos monotonic time of the newest sample
     * @param labels the ensemble's labels
     * @param probabilities one a label, calibrated, in the order of the labels; written again for the next verdict, so
     *     copy what must stay
     */
    default void memberSaid(
            String station, String stage, String member, long timeNanos, List<String> labels, float[] probabilities) {}
}
