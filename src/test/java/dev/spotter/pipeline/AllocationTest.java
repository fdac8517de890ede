package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.spotter.capture.ImuChannels;
import dev.spotter.observation.Observation;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counts the bytes that the hot paths allocate once they are warm. */
class AllocationTest {
    private static final int WARM = 20_000;
    private static final int COUNTED = 20_000;
    private static final long SAMPLE_NANOS = 20_000_000;
    /** What the measuring itself may cost, over all calls. */
    private static final long SLACK = 2_000;
    /** An observation, its classification and their probabilities. */
    private static final long BYTES_A_VERDICT = 128;

    private final float[] sample = {0, 0, 1, 0, 0, 0};
    private long nextNanos;

    @Test
    void a_sample_between_windows_allocates_nothing() {
        try (Pipeline pipeline = open(Duration.ofSeconds(60))) {
            assertThat(allocated(() -> feed(pipeline))).isLessThan(SLACK);
        }
    }

    @Test
    void a_verdict_allocates_what_is_given_away_and_nothing_else() {
        try (Pipeline pipeline = open(Duration.ofMillis(20))) {
            assertThat(allocated(() -> feed(pipeline))).isLessThan(SLACK + COUNTED * BYTES_A_VERDICT);
        }
    }

    @Test
    void a_sample_that_is_seen_relative_to_a_reference_allocates_nothing_nor_does_taking_one() {
        try (Pipeline pipeline = open(new StageConfiguration.Window(
                null, Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(6)))) {
            float[] turning = {0, 0, 1, 50, 0, 0};
            assertThat(allocated(() -> {
                        turning[0] = nextNanos % 3;
                        pipeline.sample(nextNanos, turning);
                        nextNanos += SAMPLE_NANOS;
                        if (nextNanos % (1000 * SAMPLE_NANOS) == 0) {
                            pipeline.end();
                        }
                    }))
                    .isLessThan(SLACK);
        }
    }

    @Test
    void the_queue_of_a_live_pipeline_allocates_nothing() {
        SampleQueue queue = new SampleQueue(100, 4, 6);
        SampleFeed nobody = new SampleFeed() {
            @Override
            public void sample(long timeNanos, float[] values, int due) {}

            @Override
            public void gap(long fromNanos, long toNanos) {}

            @Override
            public void end() {}
        };
        assertThat(allocated(() -> {
                    queue.sample(nextNanos += SAMPLE_NANOS, sample, 1);
                    try {
                        queue.take(nobody);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .isLessThan(SLACK);
    }

    private void feed(Pipeline pipeline) {
        pipeline.sample(nextNanos, sample);
        nextNanos += SAMPLE_NANOS;
    }

    private static long allocated(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < WARM; i++) {
            call.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < COUNTED; i++) {
            call.run();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static Pipeline open(Duration step) {
        return open(new StageConfiguration.Window(null, Duration.ofSeconds(2), step, null));
    }

    private static Pipeline open(StageConfiguration.Window window) {
        ObservationListener nobody = new ObservationListener() {
            @Override
            public void observed(Observation observation) {}

            @Override
            public void advanced(String station, long timeNanos) {}
        };
        return Pipeline.open(
                new PipelineConfiguration(
                        "lift",
                        "bar-imu",
                        List.of(window, new StageConfiguration.Ensemble("what", "a+b", null, List.of()))),
                ImuChannels.ALL,
                new ScriptedLibrary().with("a", 0.8f).with("b", 0.4f),
                nobody,
                Pipeline.Delivery.LOSSLESS);
    }
}
