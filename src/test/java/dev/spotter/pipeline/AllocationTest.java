package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.spotter.capture.ImuChannels;
import dev.spotter.model.ModelTask;
import dev.spotter.observation.Box;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Keypoints;
import dev.spotter.observation.Observation;
import dev.spotter.observation.Pose;
import dev.spotter.observation.Poses;
import dev.spotter.observation.TimeBase;
import dev.spotter.safety.Condition;
import dev.spotter.safety.SafetyMonitor;
import dev.spotter.safety.SafetyRule;
import dev.spotter.safety.Severity;
import dev.spotter.summary.MinuteSummary;
import dev.spotter.summary.PipelineFigures;
import dev.spotter.summary.StationState;
import dev.spotter.summary.Summarizer;
import dev.spotter.summary.SummaryListener;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    private static final long BYTES_AN_OBSERVATION = 40;

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
    void once_other_models_run_a_verdict_allocates_no_more_than_before() {
        try (Pipeline pipeline = open(Duration.ofMillis(20))) {
            feed(pipeline);
            pipeline.swap(new ScriptedLibrary().with("a", 0.3f).with("b", 0.2f));
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

    @Test
    void a_frame_allocates_an_observation_for_each_stage_and_nothing_else_and_a_still_one_nothing() {
        Poses body = new Poses(List.of(new Pose(0.9f, Box.WHOLE, Keypoints.NONE)));
        Detections person = new Detections(List.of(new Detection("person", 0.9f, Box.WHOLE, Keypoints.NONE)));
        ScriptedFrameLibrary library = new ScriptedFrameLibrary()
                .with("people", ModelTask.DETECTION, (_, _, _) -> person)
                .with("pose", ModelTask.POSE, (_, _, _) -> body);
        ScriptedCamera camera = new ScriptedCamera(true);
        try (CameraPipeline pipeline = CameraPipeline.open(
                new PipelineConfiguration(
                        "watch",
                        "rack-cam",
                        PipelineConfiguration.Given.FRAMES,
                        List.of(
                                new StageConfiguration.Infer(null, "people", null, null),
                                new StageConfiguration.Infer(null, "pose", null, "people", 3))),
                camera,
                library,
                rules())) {
            assertThat(allocated(() -> pipeline.frame(camera.at(nextNanos += SAMPLE_NANOS))))
                    .isLessThan(SLACK + COUNTED * 2 * BYTES_AN_OBSERVATION);
            assertThat(allocated(() -> pipeline.still(nextNanos += SAMPLE_NANOS)))
                    .isLessThan(SLACK);
        }
    }

    /** Safety and summary as the agent has them. */
    private static ObservationListener rules() {
        TimeBase timeBase = TimeBase.now();
        SafetyMonitor safety = new SafetyMonitor(
                List.of(new SafetyRule(
                        "nobody",
                        Condition.of("pose.person < 0.1"),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(3),
                        Severity.INFO)),
                _ -> timeBase,
                Clock.systemUTC(),
                (_, _) -> List.of(),
                _ -> {},
                null);
        Summarizer summarizer = new Summarizer(
                _ -> timeBase, () -> new PipelineFigures.Figures(Map.of(), List.of()), new SummaryListener() {
                    @Override
                    public void minute(MinuteSummary summary) {}

                    @Override
                    public void state(StationState state) {}
                });
        return new ObservationListener() {
            @Override
            public void observed(Observation observation) {
                safety.observed(observation);
                summarizer.observed(observation);
            }

            @Override
            public void advanced(String station, long timeNanos) {
                safety.advanced(station, timeNanos);
                summarizer.advanced(station, timeNanos);
            }
        };
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
