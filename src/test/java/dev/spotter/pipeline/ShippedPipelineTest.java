package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spotter.SharedFiles;
import dev.spotter.capture.ImuChannels;
import dev.spotter.capture.ImuSource;
import dev.spotter.capture.Speed;
import dev.spotter.capture.simulator.Lifter;
import dev.spotter.capture.simulator.SimulatedConfiguration;
import dev.spotter.capture.simulator.SimulatedSource;
import dev.spotter.model.ModelStore;
import dev.spotter.model.WindowClassifier;
import dev.spotter.observation.LiftSet;
import dev.spotter.profile.Profile;
import dev.spotter.profile.ProfileReader;
import dev.spotter.tflite.TfLite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline of the shipped profile with the shipped models, live and lossless, on the same simulated lifter. */
class ShippedPipelineTest {
    @TempDir
    Path data;

    @Test
    void live_delivery_finds_the_sets_that_lossless_delivery_finds() throws Exception {
        FindingsList lossless = new FindingsList();
        SampleStatistics calm = run(lossless, Speed.MAX, Pipeline.Delivery.LOSSLESS);
        FindingsList live = new FindingsList();
        SampleStatistics hurried = run(live, new Speed(20), Pipeline.Delivery.LIVE);

        assertThat(calm.droppedWindows()).isZero();
        assertThat(lossless.of(LiftSet.class)).isNotEmpty();
        assertThat(hurried.samples()).isEqualTo(calm.samples());
        assertThat(hurried.windows() + hurried.droppedWindows()).isEqualTo(calm.windows());
        assertThat(live.of(LiftSet.class))
                .extracting(LiftSet::exercise)
                .containsExactlyElementsOf(lossless.of(LiftSet.class).stream()
                        .map(LiftSet::exercise)
                        .toList());
        assertThat(hurried.models())
                .extracting(PipelineStatistics.Model::model)
                .containsExactly("exercise-forearm", "exercise-gru", "exercise-cnn", "exercise-bands");
        assertThat(hurried.models()).allSatisfy(model -> {
            assertThat(model.latency().count()).isEqualTo(hurried.windows());
            assertThat(model.latency().percentileMillis(0.5)).isPositive();
            assertThat(model.failures()).isZero();
        });
    }

    private SampleStatistics run(FindingsList found, Speed speed, Pipeline.Delivery delivery) throws Exception {
        Profile profile = ProfileReader.read(SharedFiles.home().resolve("device-profiles/demo.yaml"));
        TfLite tfLite = TfLite.load(null, data);
        ModelLibrary library = new StoreLibrary(
                new ModelStore(List.of(SharedFiles.home().resolve("models-tflite"))),
                (model, accelerator) -> WindowClassifier.open(tfLite, model, accelerator),
                profile.accelerators());
        ImuSource source = new SimulatedSource(
                "rack-1-imu",
                new SimulatedConfiguration(
                        Lifter.STEADY, 11, speed, Lifter.STEADY.plan().subList(0, 2), Duration.ofSeconds(10), 0, 1));
        try (Pipeline pipeline =
                Pipeline.open(profile.pipelines().getFirst(), ImuChannels.ALL, library, found, delivery)) {
            source.run(pipeline);
            await().until(pipeline::drained);
            return pipeline.statistics();
        }
    }
}
