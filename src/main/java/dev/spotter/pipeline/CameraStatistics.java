package dev.spotter.pipeline;

import dev.spotter.capture.FrameStatistics;
import java.util.List;
import java.util.Objects;

/**
 * What a pipeline over frames has done since it was opened.
 *
 * @param pipeline the pipeline
 * @param seen frames that its models looked at
 * @param camera what its camera has done
 * @param models the models, in the order in which they run
 * @param latency from the time of a frame until all that was found in it had been told; where the camera has no pace, from
 *     when the frame was handed over
 */
public record CameraStatistics(String pipeline, long seen, FrameStatistics camera, List<Model> models, Latency latency)
        implements PipelineStatistics {
    public CameraStatistics {
        Objects.requireNonNull(pipeline, "pipeline");
        Objects.requireNonNull(camera, "camera");
        Objects.requireNonNull(latency, "latency");
        models = List.copyOf(models);
    }

    @Override
    public long dropped() {
        return camera.dropped();
    }

    @Override
    public CameraStatistics since(PipelineStatistics earlier) {
        CameraStatistics before = (CameraStatistics) earlier;
        return new CameraStatistics(
                pipeline,
                seen - before.seen,
                new FrameStatistics(
                        camera.frames() - before.camera.frames(),
                        camera.dropped() - before.camera.dropped(),
                        camera.still() - before.camera.still(),
                        camera.restarts() - before.camera.restarts()),
                Model.since(models, before.models),
                latency.since(before.latency));
    }
}
