package dev.spotter.evaluation.bench;

import com.sun.management.ThreadMXBean;
import dev.spotter.capture.FrameListener;
import dev.spotter.capture.FrameSource;
import dev.spotter.capture.Speed;
import dev.spotter.capture.camera.CameraConfiguration;
import dev.spotter.capture.camera.CameraSource;
import dev.spotter.model.AcceleratorConfiguration;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelRunner;
import dev.spotter.observation.Frame;
import dev.spotter.tflite.TfLite;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;

/** What all threads of the agent allocate on the heap for a frame, once warm: what is found, and nothing else. */
final class CameraBytes implements Benchmark {
    private static final int WARM_UP_FRAMES = 500;
    private static final int FRAMES = 100;
    private static final int ROUNDS = 5;

    private static final CameraConfiguration CAMERA = CameraConfiguration.of("lavfi:" + Ffmpeg.TEST_GRAPH)
            .withSpeed(Speed.MAX)
            .withMotion(PoseCameras.EVERY_FRAME);

    @Override
    public String id() {
        return "pipeline.bytes";
    }

    @Override
    public String purpose() {
        return "bytes allocated per frame, in all and without model and findings";
    }

    @Override
    public List<Figure> measure(BenchSettings settings) {
        Path file = PublicModel.find(settings.publicModels(), PosePackage.FILE, id());
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
                || !threads.isThreadAllocatedMemorySupported()
                || threads.getTotalThreadAllocatedBytes() < 0) {
            settings.remarks().accept(id() + ": this virtual machine does not count what it allocates");
            return List.of();
        }
        TfLite tfLite = TfLite.load(null, settings.data());
        try (BenchFolder folder = BenchFolder.in(settings.data())) {
            ModelPackage model = PosePackage.write(folder.path(), file);
            return List.of(
                    figure("", inAll(tfLite, model, threads)),
                    figure(".before-model", beforeModel(tfLite, model, threads)));
        }
    }

    private Figure figure(String suffix, double bytes) {
        return new Figure(id() + suffix, bytes, "bytes", OptionalDouble.empty());
    }

    private static double inAll(TfLite tfLite, ModelPackage model, ThreadMXBean threads) {
        CountedObservations observations = new CountedObservations();
        try (PoseCameras poses = PoseCameras.open(tfLite, model, 1, CAMERA, observations);
                CameraLoop loop = new CameraLoop(poses.sources(), poses.pipelines(), observations.count())) {
            return bytesPerFrame(loop, threads);
        }
    }

    /** The camera, and its frames into the input tensor. */
    private static double beforeModel(TfLite tfLite, ModelPackage model, ThreadMXBean threads) {
        AtomicLong sampled = new AtomicLong();
        FrameSource camera = new CameraSource("camera", CAMERA);
        try (ModelRunner runner = ModelRunner.open(tfLite, model, AcceleratorConfiguration.CPU);
                CameraLoop loop = new CameraLoop(
                        List.of(camera),
                        List.of(new Sampler(new PreprocessCost.Sampling(model, runner), sampled)),
                        sampled)) {
            return bytesPerFrame(loop, threads);
        }
    }

    private static double bytesPerFrame(CameraLoop loop, ThreadMXBean threads) {
        loop.nanosFor(WARM_UP_FRAMES);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getTotalThreadAllocatedBytes();
            loop.nanosFor(FRAMES);
            least = Math.min(least, threads.getTotalThreadAllocatedBytes() - before);
        }
        return (double) least / FRAMES;
    }

    private record Sampler(PreprocessCost.Sampling sampling, AtomicLong sampled) implements FrameListener {
        @Override
        public void frame(Frame frame) {
            sampling.sample(frame);
            sampled.incrementAndGet();
        }

        @Override
        public void still(long timeNanos) {}

        @Override
        public void gap(long fromNanos, long toNanos) {}

        @Override
        public void end() {}
    }
}
