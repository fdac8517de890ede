package dev.spotter.pipeline;

import java.util.List;
import java.util.Objects;

/**
 * One pipeline of a device: a source, and the stages that its samples go through. Whether the stages fit together is
 * for {@link StageGraph} to say.
 *
 * @param name the station that the pipeline watches
 * @param source the name of the source
 * @param stages the stages in the order in which they are written, at least one; a stage may take from a later one
 */
public record PipelineConfiguration(String name, String source, List<StageConfiguration> stages) {
    public PipelineConfiguration {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("pipeline '" + name + "' needs at least one stage");
        }
    }
}
