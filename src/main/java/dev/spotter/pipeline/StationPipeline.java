package dev.spotter.pipeline;

import java.util.Map;

/** What watches one station, whatever its source gives. */
public sealed interface StationPipeline extends AutoCloseable permits CameraPipeline, Pipeline {
    /** The station that the pipeline watches. */
    String name();

    /** Whether all that the source gave so far has gone through the stages. Any thread. */
    boolean drained();

    /** What the pipeline has done since it was opened. Any thread. */
    PipelineStatistics statistics();

    /** What is wrong now: stable code to a sentence. Empty where all is well. Any thread. */
    Map<String, String> problems();

    /** Stops the stages and gives the models' memory back. */
    @Override
    void close();
}
