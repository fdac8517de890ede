package dev.spotter.profile;

import dev.spotter.pipeline.StationPipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The pipelines that a source feeds; others take the place of some of them between two samples or frames. What a pipeline
 * has taken by then it still looks at before it is closed.
 */
final class PipelineRow {
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 20;

    private volatile List<StationPipeline> newest;

    // written by the source's thread, under the lock
    private List<StationPipeline> fed;

    PipelineRow(List<? extends StationPipeline> pipelines) {
        newest = List.copyOf(pipelines);
        fed = newest;
    }

    /** Those that are fed, or are about to be. Any thread. */
    List<StationPipeline> newest() {
        return newest;
    }

    /** Those to feed from now on. Only the source's thread; the same list as long as nothing changes. */
    List<StationPipeline> take() {
        return newest == fed ? fed : goOn();
    }

    private List<StationPipeline> goOn() {
        List<StationPipeline> gone;
        synchronized (this) {
            gone = without(fed, newest);
            fed = newest;
        }
        gone.forEach(PipelineRow::retire);
        return fed;
    }

    /** Has these fed from the next sample or frame on. Those among them that are fed already go on. Any thread. */
    synchronized void change(List<? extends StationPipeline> others) {
        List<StationPipeline> following = List.copyOf(others);
        // what was to follow and never was fed
        without(without(newest, fed), following).forEach(StationPipeline::close);
        newest = following;
    }

    private static List<StationPipeline> without(List<StationPipeline> some, List<StationPipeline> others) {
        List<StationPipeline> rest = new ArrayList<>(some);
        rest.removeAll(others);
        return rest;
    }

    /** One that runs on the source's thread is closed by it, for it has mapped its models' memory; another one by itself. */
    private static void retire(StationPipeline pipeline) {
        pipeline.end();
        if (pipeline.drained()) {
            pipeline.close();
        } else {
            Thread.ofVirtual().name("retire-" + pipeline.name()).start(() -> closeDrained(pipeline));
        }
    }

    private static void closeDrained(StationPipeline pipeline) {
        long start = System.nanoTime();
        try {
            while (!pipeline.drained() && System.nanoTime() - start < LONGEST_DRAIN.toNanos()) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pipeline.close();
        }
    }

    /** Closes all, when the source's thread feeds none any more. */
    synchronized void close() {
        without(newest, fed).forEach(StationPipeline::close);
        fed.forEach(StationPipeline::close);
    }
}
