package dev.spotter.profile;

import dev.spotter.capture.ImuListener;
import dev.spotter.capture.ImuSource;
import dev.spotter.capture.Recording;
import dev.spotter.pipeline.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** A source on a thread of its own, the pipelines that it feeds, and what records it besides. */
final class SourceThread implements AutoCloseable {
    private final ImuSource source;
    private final List<Pipeline> pipelines;
    private final ImuListener tap;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private volatile String failure;

    /** @param tap what takes the samples too, and hears of the end however the source ends */
    SourceThread(ImuSource source, List<Pipeline> pipelines, Optional<ImuListener> tap) {
        this.source = source;
        this.pipelines = List.copyOf(pipelines);
        this.tap = tap.orElse(null);
        this.thread =
                Thread.ofPlatform().name("source-" + source.name()).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            source.run(new Feed());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e.getMessage();
        } finally {
            if (tap != null) {
                tap.end();
            }
            ended.countDown();
        }
    }

    /** Hands each sample to all pipelines of the source. */
    private final class Feed implements ImuListener {
        @Override
        public void recording(Recording recording) {
            pipelines.forEach(pipeline -> pipeline.recording(recording));
        }

        @Override
        public void sample(long timeNanos, float[] values) {
            for (int i = 0; i < pipelines.size(); i++) {
                pipelines.get(i).sample(timeNanos, values);
            }
            if (tap != null) {
                tap.sample(timeNanos, values);
            }
        }

        @Override
        public void gap(long fromNanos, long toNanos) {
            pipelines.forEach(pipeline -> pipeline.gap(fromNanos, toNanos));
        }

        @Override
        public void end() {
            pipelines.forEach(Pipeline::end);
        }
    }

    ImuSource source() {
        return source;
    }

    List<Pipeline> pipelines() {
        return pipelines;
    }

    /** Whether the source has ended by itself and all that it gave has gone through; one that broke has not. */
    boolean finished() {
        return failure == null && ended.getCount() == 0 && pipelines.stream().allMatch(Pipeline::drained);
    }

    /** What is wrong now: a stable code, and a sentence. */
    Map<String, String> problems() {
        Map<String, String> problems = new TreeMap<>(source.problems());
        if (failure != null) {
            problems.put("source-stopped", "source '%s' has stopped: %s".formatted(source.name(), failure));
        }
        pipelines.forEach(pipeline -> Agent.gather(pipeline.problems(), problems));
        return problems;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pipelines.forEach(Pipeline::close);
    }
}
