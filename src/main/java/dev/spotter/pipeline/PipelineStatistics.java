package dev.spotter.pipeline;

import java.time.Duration;
import java.util.List;

/** What a pipeline has done since it was opened. A summary of a minute is the difference of two readings. */
public sealed interface PipelineStatistics permits CameraStatistics, SampleStatistics {
    /** The pipeline. */
    String pipeline();

    /** Windows or frames that nobody looked at, because the stages were slower than the source. */
    long dropped();

    /** The models, in the order in which they run. */
    List<Model> models();

    /**
     * What was done after an earlier reading of the same pipeline; a model that is new since counts whole.
     *
     * @param earlier of the same kind
     */
    PipelineStatistics since(PipelineStatistics earlier);

    /**
     * One model of a pipeline.
     *
     * @param stage the stage that it runs in
     * @param model its name
     * @param version its version
     * @param window how far it looks back, zero over frames
     * @param failures inferences that failed
     * @param leftOutParts parts of frames that were detected, but beyond the budget of the stage
     * @param latency how long the others took; over parts of a frame all of its parts together
     */
    record Model(
            String stage,
            String model,
            String version,
            Duration window,
            long failures,
            long leftOutParts,
            Latency latency) {
        /** Whether the other counts the same version of the same model in the same stage. */
        boolean isOfSame(Model other) {
            return other.stage.equals(stage) && other.model.equals(model) && other.version.equals(version);
        }

        private Model since(List<Model> earlier) {
            return earlier.stream()
                    .filter(this::isOfSame)
                    .findFirst()
                    .map(before -> new Model(
                            stage,
                            model,
                            version,
                            window,
                            failures - before.failures,
                            leftOutParts - before.leftOutParts,
                            latency.since(before.latency)))
                    .orElse(this);
        }

        static List<Model> since(List<Model> now, List<Model> earlier) {
            return now.stream().map(model -> model.since(earlier)).toList();
        }
    }
}
