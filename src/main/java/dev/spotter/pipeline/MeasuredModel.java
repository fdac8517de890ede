package dev.spotter.pipeline;

import java.util.List;
import java.util.Map;

/** A model in its stage, and how it does. What is read of it may be read on any thread. */
interface MeasuredModel extends AutoCloseable {
    /** The stage that the model runs in. */
    String stage();

    /** The model's name. */
    String name();

    /** What it tells apart; empty where it does not. */
    List<String> labels();

    /** How often it ran and failed, and how long that took. */
    PipelineStatistics.Model statistics();

    /** Counts and times on from those of an earlier one of the same model, which does not run any more. */
    void countOn(MeasuredModel earlier);

    /** What is wrong now: stable code to a sentence. */
    Map<String, String> problems();

    /** Its stage closes it, and whoever opened it where the stage could not be opened; the second time does nothing. */
    @Override
    void close();
}
