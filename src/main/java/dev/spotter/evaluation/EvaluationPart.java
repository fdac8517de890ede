package dev.spotter.evaluation;

import dev.spotter.capture.ImuSource;
import dev.spotter.pipeline.PipelineConfiguration;
import java.util.Objects;

/**
 * Recordings and the pipeline that they go through. An evaluation has one part, or one for each place of the sensor
 * where a profile has a pipeline for each.
 *
 * @param pipeline as it is shipped
 * @param source the recordings, not at a pace
 */
public record EvaluationPart(PipelineConfiguration pipeline, ImuSource source) {
    public EvaluationPart {
        Objects.requireNonNull(pipeline, "pipeline");
        Objects.requireNonNull(source, "source");
        if (source.paced()) {
            throw new EvaluationException(
                    "source-paced",
                    "source '%s' goes at a pace, but an evaluation takes recordings as fast as they go"
                            .formatted(source.name()));
        }
    }
}
