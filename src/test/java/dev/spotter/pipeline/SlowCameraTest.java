package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spotter.capture.camera.CameraConfiguration;
import dev.spotter.capture.camera.CameraSource;
import dev.spotter.capture.camera.Ffmpeg;
import dev.spotter.model.ModelTask;
import dev.spotter.observation.Poses;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two cameras of a real ffmpeg, each on its thread, one with a model that takes its time. */
class SlowCameraTest {
    private static final int SLOW_MILLIS = 300;

    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void a_slow_camera_sees_fewer_frames_all_of_them_new_and_hurts_no_other() throws Exception {
        Ffmpeg.require();
        try (Running slow = run("slow");
                Running quick = run("quick")) {
            await().atMost(Duration.ofMinutes(1)).until(() -> slow.seen() >= 8);

            CameraStatistics ofSlow = slow.pipeline.statistics();
            assertThat(ofSlow.dropped()).isGreaterThan(ofSlow.seen());
            assertThat(ofSlow.latency().percentileMillis(0.5))
                    .as("a frame waits for at most one other")
                    .isLessThan(2.5 * SLOW_MILLIS);
            assertThat(quick.seen()).isGreaterThan(2 * ofSlow.seen());
            assertThat(quick.pipeline.statistics().latency().percentileMillis(0.5))
                    .isLessThan(SLOW_MILLIS);
        }
    }

    private Running run(String name) {
        CameraSource camera = new CameraSource(name, CameraConfiguration.of("lavfi:testsrc2=size=320x240:rate=30"));
        CameraPipeline pipeline = CameraPipeline.open(
                new PipelineConfiguration(
                        name,
                        name,
                        PipelineConfiguration.Given.FRAMES,
                        List.of(new StageConfiguration.Infer(null, name, null, null))),
                camera,
                new ScriptedFrameLibrary()
                        .with("quick", ModelTask.POSE, (_, _, _) -> Poses.NONE)
                        .with("slow", ModelTask.POSE, (_, _, _) -> {
                            takeTime();
                            return Poses.NONE;
                        }),
                new FindingsList());
        return new Running(pipeline, Thread.ofPlatform().start(() -> {
            try {
                camera.run(pipeline);
            } catch (InterruptedException e) {
                // the test is over
            }
        }));
    }

    private void takeTime() {
        try {
            never.await(SLOW_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Running(CameraPipeline pipeline, Thread thread) implements AutoCloseable {
        long seen() {
            return pipeline.statistics().seen();
        }

        @Override
        public void close() {
            thread.interrupt();
            await().until(() -> !thread.isAlive());
            pipeline.close();
        }
    }
}
