package dev.spotter.evaluation;

import dev.spotter.capture.Recording;
import dev.spotter.pipeline.ObservationListener;
import java.util.List;

/** Scores what a pipeline finds on recordings. Told of a recording and of each sample before the pipeline is. */
interface RecordingScorer extends ObservationListener {
    /** A recording begins. */
    void recording(Recording recording);

    /**
     * It has a sample at this time.
     *
     * @param values one for each of the recording's channels; written again for the next sample
     */
    void sample(long timeNanos, float[] values);

    /**
     * All recordings are over.
     *
     * @param notes what else there is to tell, before what the scorer has to tell
     * @throws EvaluationException if there was nothing to score
     */
    EvaluationReport report(List<String> notes);
}
