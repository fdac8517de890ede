package dev.spotter.pipeline;

import java.util.List;
import java.util.Objects;

/**
 * One pipeline of a device: a source, and the stages that what it gives goes through. Whether the stages fit together is
 * for {@link StageGraph} to say.
 *
 * @param name the station that the pipeline watches
 * @param source the name of the source
 * @param given what the source gives
 * @param stages the stages in the order in which they are written, at least one; a stage may take from a later one
 */
public record PipelineConfiguration(String name, String source, Given given, List<StageConfiguration> stages) {
    /** What a source gives. */
    public enum Given {
        /** Of a sensor: {@link Pipeline}. */
        SAMPLES,
        /** Of a camera: {@link CameraPipeline}. */
        FRAMES
    }

    public PipelineConfiguration {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(given, "given");
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("pipeline '" + name + "' needs at least one stage");
        }
    }

    /** A pipeline over samples. */
    public PipelineConfiguration(String name, String source, List<StageConfiguration> stages) {
        this(name, source, Given.SAMPLES, stages);
    }
}
