package dev.spotter.model.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.spotter.SharedFiles;
import dev.spotter.model.AcceleratorConfiguration;
import dev.spotter.model.DigitPackage;
import dev.spotter.model.ImageInput;
import dev.spotter.model.ImageInput.Colours;
import dev.spotter.model.ImageInput.Fit;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.MoveNetPackage;
import dev.spotter.model.Normalisation;
import dev.spotter.model.PixelTensor;
import dev.spotter.model.RegionRule;
import dev.spotter.model.picture.PictureReader;
import dev.spotter.observation.Box;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Frame;
import dev.spotter.observation.Keypoints;
import dev.spotter.observation.Poses;
import dev.spotter.tflite.LoadedLibrary;
import dev.spotter.tflite.SingleTensor;
import dev.spotter.tflite.TensorType;
import dev.spotter.tflite.TfLiteInterpreter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What looking at a frame leaves to the garbage collector, once warm: what is found, and nothing else. */
class FrameAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int MEASURED = 100;
    /** A list, a pose, its box, its key points and their 51 numbers: 368 bytes in all. */
    private static final long BYTES_OF_A_BODY = 400;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"UINT8, 0", "UINT8, 0.4", "INT8, 0", "FLOAT32, 0", "FLOAT32, 0.4"})
    void sampling_a_frame_allocates_nothing_upright_or_turned(TensorType type, double rotation) {
        Frame frame = Frames.noise(320, 240, new Random(1));
        ImageInput input = new ImageInput(
                "picture", "for a test", 96, 96, Colours.RGB, Normalisation.none(3), Fit.STRETCH, RegionRule.BOX);
        PictureTransform transform = new PictureTransform();
        try (TfLiteInterpreter interpreter = SingleTensor.interpreter(type, 0, 0, 1, 96, 96, 3)) {
            FrameSampler sampler =
                    new FrameSampler(new PixelTensor(input, interpreter.inputs().getFirst()));
            int[] number = {0};

            assertThat(leastBytes(1500, () -> {
                        int moved = number[0]++ % 50;
                        transform.region(320, 240, 96, 96, 100 + moved, 120, 200, 150 + moved, rotation);
                        sampler.sample(frame, transform);
                    }))
                    .isZero();
        }
    }

    @Test
    void seeing_a_frame_allocates_the_body_that_is_found() {
        Frame squat = Frames.of(PictureReader.read(DigitPackage.bytes(SharedFiles.models("coral/squat.bmp"))));
        try (PackagedFrameModel model = open()) {
            assertThat(((Poses) model.see(squat)).poses()).hasSize(1);
            assertThat(leastBytes(400, () -> model.see(squat))).isPositive().isLessThan(MEASURED * BYTES_OF_A_BODY);
        }
    }

    @Test
    void seeing_parts_of_a_frame_allocates_the_bodies_that_are_found() {
        Frame squat = Frames.of(PictureReader.read(DigitPackage.bytes(SharedFiles.models("coral/squat.bmp"))));
        Detection person = new Detection("person", 0.9f, new Box(0.1f, 0.1f, 0.8f, 0.9f), Keypoints.NONE);
        Detections where = new Detections(List.of(person, person));
        try (PackagedFrameModel model = open()) {
            assertThat(((Poses) model.see(squat, where, 2)).poses()).hasSize(2);
            assertThat(leastBytes(200, () -> model.see(squat, where, 2))).isLessThan(MEASURED * 2 * BYTES_OF_A_BODY);
        }
    }

    @Test
    void seeing_nobody_allocates_nothing() {
        Frame empty = Frames.black(640, 480);
        try (PackagedFrameModel model = open()) {
            assertThat(model.see(empty)).isEqualTo(Poses.NONE);
            assertThat(leastBytes(400, () -> model.see(empty))).isZero();
        }
    }

    private PackagedFrameModel open() {
        return PackagedFrameModel.open(
                LoadedLibrary.get(),
                ModelPackage.read(MoveNetPackage.write(folder, "movenet")),
                AcceleratorConfiguration.CPU);
    }

    /** The compiler may still replace code now and then; what counts is where it ends. */
    private static long leastBytes(int warmUp, Runnable work) {
        for (int i = 0; i < warmUp; i++) {
            work.run();
        }
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 8; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < MEASURED; i++) {
                work.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
