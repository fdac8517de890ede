package dev.spotter.pipeline;

import java.util.Map;

/** What watches one station, whatever its source gives. */
public sealed interface StationPipeline extends AutoCloseable permits CameraPipeline, Pipeline {
    /** The station that the pipeline watches. */
    String name();

    /** The source gives no more; what is under way ends. On the source's thread. */
    void end();

    /** Whether all that the source gave so far has gone through the stages. Any thread. */
    boolean drained();

    /** What the pipeline has done since it was opened. Any thread. */
    PipelineStatistics statistics();

    /** What is wrong now: stable code to a sentence. Empty where all is well. Any thread. */
    Map<String, String> problems();

    /**
     * Opens its models anew from another library, and says whether the stages can go on with them; what runs is not touched.
     *
     * @return to be applied, or closed
     * @throws PipelineException {@code labels-differ} where a stage could not go on with what the new models tell apart,
     *     {@code task-differs} where one is for something else
     * @throws RuntimeException with a code and a sentence, if a model or ensemble cannot be had or does not fit
     */
    ModelSwap prepare(ModelLibrary library);

    /**
     * Goes on with the models of another library from the next sample or frame on. No sample and no frame is lost; windows,
     * the reference, sets under way and, where the labels are the same, the smoothing of verdicts go on. The pipeline's
     * own thread changes the models between two inferences and then closes the old ones. A source that gives nothing goes
     * on with the old ones until it gives something. Any thread.
     *
     * @throws RuntimeException as {@link #prepare}; what ran before goes on
     */
    default void swap(ModelLibrary library) {
        try (ModelSwap swap = prepare(library)) {
            swap.apply();
        }
    }

    /**
     * From the next sample or frame on runs models that ran before once more beside those that run, on some of the inputs, and
     * tells how both did. They decide nothing, what they find is told to nobody else, and what they fail on hurts nobody. Over
     * frames they run after what was found has been told. Models that were watched before end. Any thread.
     *
     * @throws RuntimeException with a code and a sentence, if a model or ensemble cannot be had or does not fit
     */
    void watch(ModelLibrary earlier, ShadowSampling sampling, ShadowListener watcher);

    /** Closes the models that run beside, where there are some. */
    void endWatch();

    /** Stops the stages and gives the models' memory back. */
    @Override
    void close();
}
