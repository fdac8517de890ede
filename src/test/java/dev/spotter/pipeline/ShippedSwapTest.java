package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.spotter.SharedFiles;
import dev.spotter.capture.ImuChannels;
import dev.spotter.capture.ImuListener;
import dev.spotter.capture.Recording;
import dev.spotter.capture.Speed;
import dev.spotter.capture.simulator.Lifter;
import dev.spotter.capture.simulator.SimulatedConfiguration;
import dev.spotter.capture.simulator.SimulatedSource;
import dev.spotter.model.AcceleratorConfiguration;
import dev.spotter.model.ModelStore;
import dev.spotter.model.MoveNetPackage;
import dev.spotter.model.WindowClassifier;
import dev.spotter.model.frame.PackagedFrameModel;
import dev.spotter.observation.Classification;
import dev.spotter.observation.LiftSet;
import dev.spotter.observation.Observation;
import dev.spotter.profile.Profile;
import dev.spotter.profile.ProfileReader;
import dev.spotter.tflite.TfLite;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other models while a pipeline runs, with the shipped models on a simulated lifter and MoveNet on a camera. */
class ShippedSwapTest {
    private static final int SAMPLES_BETWEEN_SWAPS = 237;
    private static final int SWAPS = 4_000;
    private static final long MOST_GROWN_BYTES = 32L << 20;
    private static final int MOST_NEW_FILES = 2;

    @TempDir
    Path data;

    private final Profile profile = ProfileReader.read(SharedFiles.home().resolve("device-profiles/demo.yaml"));

    @Test
    void every_set_and_every_verdict_is_the_same_although_the_models_change_all_the_time() throws Exception {
        FindingsList steady = new FindingsList();
        lift(steady, Speed.MAX, Pipeline.Delivery.LOSSLESS, Integer.MAX_VALUE);
        FindingsList swapped = new FindingsList();
        SampleStatistics statistics = lift(swapped, Speed.MAX, Pipeline.Delivery.LOSSLESS, SAMPLES_BETWEEN_SWAPS);

        assertThat(steady.of(LiftSet.class)).isNotEmpty();
        assertThat(swapped.of(LiftSet.class)).isEqualTo(steady.of(LiftSet.class));
        assertThat(verdicts(swapped)).isEqualTo(verdicts(steady));
        assertThat(statistics.models())
                .allSatisfy(model -> assertThat(model.latency().count()).isEqualTo(statistics.windows()));
    }

    @Test
    void a_live_pipeline_counts_the_same_sets_too() throws Exception {
        FindingsList steady = new FindingsList();
        lift(steady, Speed.MAX, Pipeline.Delivery.LOSSLESS, Integer.MAX_VALUE);
        FindingsList live = new FindingsList();
        SampleStatistics statistics = lift(live, new Speed(20), Pipeline.Delivery.LIVE, SAMPLES_BETWEEN_SWAPS);

        assertThat(live.of(LiftSet.class))
                .extracting(LiftSet::exercise, LiftSet::repetitions)
                .isEqualTo(steady.of(LiftSet.class).stream()
                        .map(set -> tuple(set.exercise(), set.repetitions()))
                        .toList());
        assertThat(statistics.lostSamples()).isZero();
    }

    @Test
    void thousands_of_swaps_leave_nothing_open() throws Exception {
        PipelineConfiguration configuration = new PipelineConfiguration(
                "lift",
                "bar-imu",
                List.of(
                        new StageConfiguration.Window(null, Duration.ofSeconds(2), Duration.ofMillis(20), null),
                        new StageConfiguration.Infer(null, "exercise-cnn", null, null)));
        ModelLibrary library = library();
        ObservationListener nobody = new ObservationListener() {
            @Override
            public void observed(Observation observation) {}

            @Override
            public void advanced(String station, long timeNanos) {}
        };
        try (Pipeline pipeline =
                Pipeline.open(configuration, ImuChannels.ALL, library, nobody, Pipeline.Delivery.LOSSLESS)) {
            long[] nanos = {0};
            Runnable swapAndRun = () -> {
                pipeline.swap(library);
                for (int i = 0; i < 3; i++) {
                    pipeline.sample(nanos[0] += 20_000_000, new float[] {0, 0, 1, 0, 0, 0});
                }
            };
            assertConstant(swapAndRun);
            assertThat(pipeline.statistics().samples()).isEqualTo(3L * (SWAPS + SWAPS / 2));
            assertThat(pipeline.problems()).isEmpty();
        }
    }

    @Test
    void cameras_that_share_a_network_load_the_next_one_once_and_unload_the_old_one() throws Exception {
        SharedFiles.models("coral/movenet_single_pose_lightning_ptq.tflite");
        MoveNetPackage.write(data, "movenet");
        TfLite tfLite = TfLite.load(null, data.resolve("data"));
        AtomicInteger loaded = new AtomicInteger();
        PipelineConfiguration configuration = new PipelineConfiguration(
                "watch",
                "rack-cam",
                PipelineConfiguration.Given.FRAMES,
                List.of(new StageConfiguration.Infer(null, "movenet", null, null)));
        ScriptedCamera camera = new ScriptedCamera(false);
        FindingsList found = new FindingsList();
        ModelLibrary first = movenet(tfLite, loaded);
        List<CameraPipeline> pipelines = IntStream.range(0, 3)
                .mapToObj(_ -> CameraPipeline.open(configuration, camera, first, found))
                .toList();
        int once = loaded.getAndSet(0);
        ModelLibrary next = movenet(tfLite, loaded);
        pipelines.forEach(pipeline -> pipeline.swap(next));
        assertThat(loaded).as("not once a camera").hasValue(once);
        pipelines.forEach(pipeline -> pipeline.frame(camera.at(1_000_000)));
        assertThat(found.observations).hasSize(3);
        pipelines.forEach(CameraPipeline::close);
    }

    private ModelLibrary movenet(TfLite tfLite, AtomicInteger loaded) {
        return new StoreLibrary(
                new ModelStore(List.of(data)),
                (_, _) -> {
                    throw new IllegalStateException("no windows here");
                },
                (model, accelerator) -> {
                    loaded.incrementAndGet();
                    return PackagedFrameModel.open(tfLite, model, accelerator);
                },
                Map.of("cpu", new AcceleratorConfiguration.Xnnpack(64)));
    }

    /** Before stubs for reports were freed, it grew by 20 KB a swap, 80 MB here. */
    private static void assertConstant(Runnable swap) throws IOException {
        for (int i = 0; i < SWAPS / 2; i++) {
            swap.run();
        }
        System.gc();
        int files = openFiles();
        long bytes = residentBytes();
        for (int i = 0; i < SWAPS; i++) {
            swap.run();
        }
        assertThat(openFiles()).isLessThanOrEqualTo(files + MOST_NEW_FILES);
        await().untilAsserted(() -> {
            System.gc();
            assertThat(residentBytes() - bytes).isLessThan(MOST_GROWN_BYTES);
        });
    }

    private static int openFiles() {
        return new File("/proc/self/fd").list().length;
    }

    private static long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> verdicts(FindingsList found) {
        return found.observations.stream()
                .filter(observation -> observation.finding() instanceof Classification)
                .map(ShippedSwapTest::words)
                .toList();
    }

    private static String words(Observation observation) {
        Classification verdict = (Classification) observation.finding();
        return observation.stage() + " " + observation.timeNanos() + " " + Arrays.toString(verdict.probabilities());
    }

    private ModelLibrary library() {
        TfLite tfLite = TfLite.load(null, data);
        return new StoreLibrary(
                new ModelStore(List.of(SharedFiles.home().resolve("models-tflite"))),
                (model, accelerator) -> WindowClassifier.open(tfLite, model, accelerator),
                profile.accelerators());
    }

    private SampleStatistics lift(FindingsList found, Speed speed, Pipeline.Delivery delivery, int samplesBetweenSwaps)
            throws Exception {
        ModelLibrary library = library();
        SimulatedSource source = new SimulatedSource(
                "rack-1-imu",
                new SimulatedConfiguration(
                        Lifter.STEADY, 11, speed, Lifter.STEADY.plan().subList(0, 2), Duration.ofSeconds(10), 0, 1));
        try (Pipeline pipeline =
                Pipeline.open(profile.pipelines().getFirst(), ImuChannels.ALL, library, found, delivery)) {
            source.run(new Swapping(pipeline, library, samplesBetweenSwaps));
            await().until(pipeline::drained);
            return pipeline.statistics();
        }
    }

    /** Gives samples on, and other models every so many of them. */
    private static final class Swapping implements ImuListener {
        private final Pipeline pipeline;
        private final ModelLibrary library;
        private final int samplesBetweenSwaps;
        private int samples;

        Swapping(Pipeline pipeline, ModelLibrary library, int samplesBetweenSwaps) {
            this.pipeline = pipeline;
            this.library = library;
            this.samplesBetweenSwaps = samplesBetweenSwaps;
        }

        @Override
        public void recording(Recording recording) {
            pipeline.recording(recording);
        }

        @Override
        public void sample(long timeNanos, float[] values) {
            if (++samples % samplesBetweenSwaps == 0) {
                pipeline.swap(library);
            }
            pipeline.sample(timeNanos, values);
        }

        @Override
        public void gap(long fromNanos, long toNanos) {
            pipeline.gap(fromNanos, toNanos);
        }

        @Override
        public void end() {
            pipeline.end();
        }
    }
}
