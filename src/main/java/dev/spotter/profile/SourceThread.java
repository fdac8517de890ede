package dev.spotter.profile;

import dev.spotter.capture.FrameListener;
import dev.spotter.capture.FrameSource;
import dev.spotter.capture.ImuListener;
import dev.spotter.capture.ImuSource;
import dev.spotter.capture.Source;
import dev.spotter.pipeline.CameraPipeline;
import dev.spotter.pipeline.Pipeline;
import dev.spotter.pipeline.StationPipeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** A source on a thread of its own, and the pipelines that it feeds. */
final class SourceThread implements AutoCloseable {
    /** The source's own run, which delivers to the pipelines. */
    @FunctionalInterface
    private interface Delivery {
        void run() throws InterruptedException;
    }

    /** How long a source may take to end; a model on an accelerator that hangs never does. */
    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    private final Source source;
    private final PipelineRow pipelines;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private volatile String failure;

    private SourceThread(Source source, PipelineRow pipelines, Delivery delivery) {
        this.source = source;
        this.pipelines = pipelines;
        this.thread =
                Thread.ofPlatform().name("source-" + source.name()).daemon().unstarted(() -> run(delivery));
    }

    /**
     * A source of samples.
     *
     * @param tap what takes the samples too, and hears of the end however the source ends
     */
    static SourceThread ofSamples(ImuSource source, List<Pipeline> pipelines, Optional<ImuListener> tap) {
        PipelineRow row = new PipelineRow(pipelines);
        return new SourceThread(source, row, () -> {
            try {
                source.run(new SampleFanOut(row, tap.orElse(null)));
            } finally {
                tap.ifPresent(ImuListener::end);
            }
        });
    }

    /**
     * A source of frames.
     *
     * @param tap what takes the frames too, before the pipelines
     */
    static SourceThread ofFrames(
            FrameSource source, List<CameraPipeline> pipelines, Optional<? extends FrameListener> tap) {
        PipelineRow row = new PipelineRow(pipelines);
        return new SourceThread(source, row, () -> source.run(new FrameFanOut(row, tap)));
    }

    void start() {
        thread.start();
    }

    private void run(Delivery delivery) {
        try {
            delivery.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failure = e instanceof RuntimeException && e.getMessage() != null ? e.getMessage() : e.toString();
        } finally {
            ended.countDown();
        }
    }

    Source source() {
        return source;
    }

    List<StationPipeline> pipelines() {
        return pipelines.newest();
    }

    /** Feeds these from its next sample or frame on; those of them that it feeds already go on, the others are closed. */
    void change(List<? extends StationPipeline> others) {
        pipelines.change(others);
    }

    /** Whether the source has ended by itself and all that it gave has gone through; one that broke has not. */
    boolean finished() {
        return failure == null && ended.getCount() == 0 && pipelines().stream().allMatch(StationPipeline::drained);
    }

    /** What is wrong now: a stable code, and a sentence. */
    Map<String, String> problems() {
        Map<String, String> problems = new TreeMap<>(source.problems());
        if (failure != null) {
            problems.put("source-stopped", "source '%s' has stopped: %s".formatted(source.name(), failure));
        }
        pipelines().forEach(pipeline -> Agent.gather(pipeline.problems(), problems));
        return problems;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            if (thread.isAlive() && !thread.join(LONGEST_END)) {
                return; // its models are in use
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pipelines.close();
    }
}
