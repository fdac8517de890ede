package dev.spotter.pipeline;

import dev.spotter.capture.FrameListener;
import dev.spotter.capture.FrameSource;
import dev.spotter.observation.Frame;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A camera's frames through models and ensembles. The stages run within the source's call, on its thread: of a paced source
 * the latest frame wins, so a pipeline that is slow sees fewer frames and hurts no other camera; of one without a pace
 * every frame is looked at.
 *
 * <p>A stage that throws is left out of the frame together with those that take from it, counted and said in
 * {@link #problems()} until it does its work again; the others go on. Of a frame in which nothing moved no model is asked:
 * what was said last still holds, and those who listen are told that time goes on. Behind a gap everything begins anew.
 */
public final class CameraPipeline implements FrameListener, StationPipeline {
    /** All stages follow the frames. */
    static final int FRAME_BIT = 1;

    private final PipelineConfiguration configuration;
    private final FrameSource source;
    private final CurrentFrame current;
    private final StageOutput output;
    private final Succession<OpenStages> stages;
    private final Succession<Shadow> shadows;
    private final LatencyHistogram latency = new LatencyHistogram();

    private long newestNanos;
    private boolean seenSinceEnd;
    private volatile long seen;
    private boolean closed;

    private CameraPipeline(
            PipelineConfiguration configuration,
            FrameSource source,
            CurrentFrame current,
            StageOutput output,
            OpenStages first) {
        this.configuration = configuration;
        this.source = source;
        this.current = current;
        this.output = output;
        stages = new Succession<>(configuration.name(), first);
        shadows = new Succession<>(configuration.name(), Shadow.NONE);
    }

    /**
     * Opens a pipeline with all its models; it is ready for frames then.
     *
     * @param source the camera, for what it drops and whether it has a pace
     * @throws GraphException if its stages do not fit together
     * @throws RuntimeException with a code and a sentence, if a model or ensemble cannot be had or does not fit
     */
    public static CameraPipeline open(
            PipelineConfiguration configuration,
            FrameSource source,
            ModelLibrary library,
            ObservationListener listener) {
        Objects.requireNonNull(listener, "listener");
        CurrentFrame current = new CurrentFrame();
        StageOutput output = new StageOutput(configuration.name(), listener);
        return new CameraPipeline(
                configuration, source, current, output, stages(configuration, library, current, output));
    }

    /**
     * Opens the stages and closes them again, no frame seen.
     *
     * @throws RuntimeException as {@link #open}
     */
    public static void check(PipelineConfiguration configuration, ModelLibrary library) {
        stages(configuration, library, new CurrentFrame(), new StageOutput(configuration.name(), null))
                .close();
    }

    private static OpenStages stages(
            PipelineConfiguration configuration, ModelLibrary library, CurrentFrame current, StageOutput output) {
        return new CameraStageOpener(configuration.name(), library, current, output).open(StageGraph.of(configuration));
    }

    @Override
    public String name() {
        return configuration.name();
    }

    @Override
    public void frame(Frame frame) {
        long timeNanos = frame.timeNanos();
        long fromNanos = source.paced() ? timeNanos : System.nanoTime();
        came(timeNanos);
        current.show(frame);
        try {
            OpenStages running = stages.take();
            running.step(FRAME_BIT, timeNanos);
            latency.record(System.nanoTime() - fromNanos);
            shadows.take().frame(timeNanos, running);
        } finally {
            current.show(null);
        }
        seen = seen + 1;
    }

    @Override
    public void still(long timeNanos) {
        came(timeNanos);
        stages.take();
        shadows.take();
        output.advanced(timeNanos);
    }

    private void came(long timeNanos) {
        newestNanos = timeNanos;
        seenSinceEnd = true;
    }

    @Override
    public void gap(long fromNanos, long toNanos) {
        stages.take().gap();
        shadows.take().gap(fromNanos, toNanos);
        output.gap(fromNanos, toNanos);
    }

    @Override
    public void end() {
        stages.take().end();
        shadows.take().gap(newestNanos, newestNanos);
        if (seenSinceEnd) {
            seenSinceEnd = false;
            output.advanced(newestNanos);
        }
    }

    @Override
    public ModelSwap prepare(ModelLibrary library) {
        return stages.prepare(stages(configuration, library, current, output), () -> {});
    }

    @Override
    public void watch(ModelLibrary earlier, ShadowSampling sampling, ShadowListener watcher) {
        OpenStages beside = stages(configuration, earlier, current, new StageOutput(name(), Shadow.NOBODY));
        shadows.follow(Shadow.ofFrames(name(), beside, sampling, watcher));
    }

    @Override
    public void endWatch() {
        shadows.follow(Shadow.NONE);
    }

    /** Always: the source waits for the stages. */
    @Override
    public boolean drained() {
        return true;
    }

    @Override
    public CameraStatistics statistics() {
        return new CameraStatistics(
                name(), seen, source.statistics(), stages.current().models(), latency.latency());
    }

    /** {@code stage-failed}, {@code member-left-out}, {@code listener-failed}, {@code models-not-closed}, and what the models say. */
    @Override
    public Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>(shadows.problems());
        problems.putAll(stages.problems());
        problems.putAll(stages.current().problems());
        return problems;
    }

    /** Only when the source gives no frames any more. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            shadows.close();
            stages.close();
        }
    }
}
