package dev.spotter.evaluation.bench;

import dev.spotter.model.AcceleratorConfiguration;
import dev.spotter.model.ImageInput;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelRunner;
import dev.spotter.model.PixelTensor;
import dev.spotter.model.frame.FrameSampler;
import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.Frame;
import dev.spotter.tflite.TfLite;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/** What it takes to bring a frame of 640 x 480 into MoveNet's input: letterboxed, resized, and its colours converted. */
final class PreprocessCost implements Benchmark {
    private static final int FRAMES = 8;
    private static final long SEED = 7;
    private static final long TURN_NANOS = 5_000_000;
    private static final double NANOS_PER_MICROSECOND = 1e3;

    @Override
    public String id() {
        return "pipeline.preprocess";
    }

    @Override
    public String purpose() {
        return "CPU time to bring a frame of 640x480 into MoveNet's input tensor";
    }

    @Override
    public List<Figure> measure(BenchSettings settings) {
        Path file = PublicModel.find(settings.publicModels(), PosePackage.FILE, id());
        try (BenchFolder folder = BenchFolder.in(settings.data())) {
            ModelPackage model = PosePackage.write(folder.path(), file);
            try (ModelRunner runner =
                    ModelRunner.open(TfLite.load(null, settings.data()), model, AcceleratorConfiguration.CPU)) {
                double[] nanos = Turns.medianNanos(settings.rounds(), TURN_NANOS, new Sampling(model, runner));
                return List.of(
                        new Figure(id(), nanos[0] / NANOS_PER_MICROSECOND, "microseconds", OptionalDouble.empty()));
            }
        }
    }

    /** Frame after frame into the tensor. */
    static final class Sampling implements Loop {
        private final ProcessorClock clock = ProcessorClock.ofThread();
        private final PictureTransform transform = new PictureTransform();
        private final ImageInput input;
        private final FrameSampler sampler;
        private final Frame[] frames = new Frame[FRAMES];
        private int next;

        Sampling(ModelPackage model, ModelRunner runner) {
            input = model.imageInput();
            sampler = new FrameSampler(
                    new PixelTensor(input, runner.interpreter().inputs().getFirst()));
            Random random = new Random(SEED);
            byte[] planes = new byte[Frame.bytes(Ffmpeg.WIDTH, Ffmpeg.HEIGHT)];
            for (int frame = 0; frame < FRAMES; frame++) {
                random.nextBytes(planes);
                MemorySegment memory = Arena.ofAuto().allocate(planes.length);
                MemorySegment.copy(planes, 0, memory, ValueLayout.JAVA_BYTE, 0, planes.length);
                frames[frame] = new Frame(memory, Ffmpeg.WIDTH, Ffmpeg.HEIGHT);
            }
        }

        void sample(Frame frame) {
            transform.whole(input.fit(), frame.width(), frame.height(), input.width(), input.height());
            sampler.sample(frame, transform);
        }

        @Override
        public long nanosFor(long times) {
            long begin = clock.nanos();
            for (long i = 0; i < times; i++) {
                sample(frames[next]);
                next = (next + 1) % FRAMES;
            }
            return clock.nanos() - begin;
        }
    }
}
