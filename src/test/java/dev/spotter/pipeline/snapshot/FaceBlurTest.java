package dev.spotter.pipeline.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import dev.spotter.model.AcceleratorConfiguration;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.MoveNetPackage;
import dev.spotter.model.PublicPackage;
import dev.spotter.model.frame.Frames;
import dev.spotter.model.frame.PackagedFrameModel;
import dev.spotter.model.picture.PictureReader;
import dev.spotter.observation.Box;
import dev.spotter.observation.Frame;
import dev.spotter.tflite.TfLite;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real models on a public picture of a man who does a squat. */
class FaceBlurTest {
    /** His face, seen by eye. */
    private static final Box FACE = new Box(0.49f, 0.29f, 0.12f, 0.09f);

    @TempDir
    private Path folder;

    @Test
    void a_detector_of_faces_finds_a_small_one() throws IOException {
        blurs(PublicPackage.FACE_DETECTION.write(folder));
    }

    @Test
    void a_model_of_poses_finds_it_too() throws IOException {
        blurs(ModelPackage.read(MoveNetPackage.write(folder, "pose")));
    }

    private void blurs(ModelPackage model) throws IOException {
        Frame frame = Frames.of(PictureReader.read(Files.readAllBytes(SharedFiles.models("coral/squat.bmp"))));
        Frame before = Frames.black(frame.width(), frame.height());
        before.planes().copyFrom(frame.planes());
        TfLite tfLite = TfLite.load(null, SharedFiles.home().resolve("target/test-data"));
        try (FaceBlur blur =
                new FaceBlur(List.of(PackagedFrameModel.open(tfLite, model, AcceleratorConfiguration.CPU)))) {
            blur.blur(frame);
        }
        assertThat(detail(frame)).isLessThan(detail(before) / 3);
        long changed = IntStream.range(0, frame.blueOffset())
                .filter(i -> luma(frame, i) != luma(before, i))
                .count();
        assertThat((double) changed / frame.blueOffset()).isLessThan(0.4);
    }

    /** How much neighbouring pixels of the face differ. */
    private static double detail(Frame frame) {
        DoubleSummaryStatistics steps = new DoubleSummaryStatistics();
        for (int y = (int) (FACE.y() * frame.height()); y < (FACE.y() + FACE.height()) * frame.height(); y++) {
            for (int x = (int) (FACE.x() * frame.width()); x < (FACE.x() + FACE.width()) * frame.width(); x++) {
                int pixel = y * frame.width() + x;
                steps.accept(Math.abs(luma(frame, pixel + 1) - luma(frame, pixel)));
            }
        }
        return steps.getAverage();
    }

    private static int luma(Frame frame, int pixel) {
        return Byte.toUnsignedInt(frame.planes().get(ValueLayout.JAVA_BYTE, pixel));
    }
}
