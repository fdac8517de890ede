package dev.spotter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.SharedFiles;
import dev.spotter.model.InferenceReport.Body;
import dev.spotter.model.InferenceReport.Keypoint;
import dev.spotter.model.InferenceReport.Numbers;
import dev.spotter.model.InferenceReport.Scored;
import dev.spotter.tflite.TfLite;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Public models on the pictures that come with them, by the same code as {@code spotter infer}. */
class InferenceTest {
    private static final String VWW = "mlperf-tiny/vww_96_int8.tflite";
    /** The two outputs of the visual wake words model: 0 no person, 1 a person. */
    private static final String PERSON = "1";

    private static TfLite tfLite;

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        tfLite = TfLite.load(null, SharedFiles.home().resolve("target/test-data"));
    }

    @Test
    void mobilenet_sees_the_chickadee_and_takes_the_labels_beside_it() {
        Scored top = top("coral/mobilenet_v1_0.25_128_quant.tflite", "coral/bird.bmp");

        assertThat(top.label()).isEqualTo("chickadee");
        assertThat(top.score()).isGreaterThan(0.3f);
    }

    @Test
    void visual_wake_words_tells_a_person_from_none() {
        assertThat(top(VWW, "coral/squat.bmp").label()).isEqualTo(PERSON);
        assertThat(top(VWW, "tflite-micro/no_person.bmp").label()).isNotEqualTo(PERSON);

        // the public picture of a person holds a tensor's signed bytes, so as a picture it is 128 too dark or too
        // bright
        byte[] person = DigitPackage.bytes(SharedFiles.models("tflite-micro/person.bmp"));
        for (int i = 1078; i < person.length; i++) {
            person[i] += (byte) 128;
        }
        Path file = folder.resolve("person.bmp");
        ExamplePackage.file(file, person);
        InferenceReport report = Inference.ofFile(tfLite, SharedFiles.models(VWW), file.toString());
        assertThat(((Scored) report.results().getFirst()).label()).isEqualTo(PERSON);
    }

    @Test
    void the_lstm_reads_the_nine() {
        assertThat(top("coral/keras_lstm_mnist_ptq.tflite", "coral/mnist_nine.bmp")
                        .label())
                .isEqualTo("9");
    }

    @Test
    void movenet_finds_the_body_where_the_reference_has_it() {
        Body body = (Body) infer("coral/movenet_single_pose_lightning_ptq.tflite", "coral/squat.bmp")
                .results()
                .getFirst();
        List<float[]> reference = Table.parse(
                        "reference",
                        DigitPackage.bytes(SharedFiles.models("coral/movenet_single_pose_lightning_ptq_reference.csv")))
                .rows();

        assertThat(body.keypoints())
                .hasSize(17)
                .extracting(Keypoint::name)
                .startsWith("nose")
                .endsWith("right ankle");
        for (float[] row : reference) {
            Keypoint found = body.keypoints().get((int) row[2]);
            assertThat(Math.hypot(found.x() - row[4], found.y() - row[5]))
                    .as(found.name())
                    .isLessThan(0.06);
        }
    }

    @Test
    void a_reconstruction_is_no_classification() {
        Numbers output =
                (Numbers) infer("mlperf-tiny/ad01_int8.tflite", null).results().getFirst();

        assertThat(output.shape()).containsExactly(1, 640);
        assertThat(output.values()).hasSize(640);
    }

    @Test
    void a_package_takes_its_csv_and_zeros_and_raw_bytes() {
        ModelPackage digits = ModelPackage.read(DigitPackage.write(folder, "digits"));

        InferenceReport nine = Inference.of(
                tfLite, digits, digits.folder().resolve("golden/nine.csv").toString());
        assertThat(nine.version()).contains("1.2.3");
        assertThat(nine.latencyMillis()).isPositive();
        assertThat(((Scored) nine.results().getFirst()).label()).isEqualTo("nine");
        assertThat(nine.results().stream()
                        .mapToDouble(result -> ((Scored) result).score())
                        .sum())
                .isCloseTo(1, within(1e-4));

        Path raw = folder.resolve("nine.raw");
        byte[] picture = DigitPackage.bytes(SharedFiles.models("coral/mnist_nine.bmp"));
        byte[] rows = new byte[28 * 28];
        for (int y = 0; y < 28; y++) {
            System.arraycopy(picture, 1078 + 28 * (27 - y), rows, 28 * y, 28);
        }
        ExamplePackage.file(raw, rows);
        assertThat(Inference.of(tfLite, digits, raw.toString()).results()).isEqualTo(nine.results());

        assertThat(Inference.of(tfLite, digits, Inference.ZEROS).results()).hasSize(10);
    }

    @Test
    void an_input_that_does_not_fit_is_refused() {
        Path raw = folder.resolve("short.raw");
        ExamplePackage.file(raw, new byte[5]);
        Path csv = folder.resolve("broken.csv");
        ExamplePackage.file(csv, "1,2,3\n4,x,6\n".getBytes());
        Path model = SharedFiles.models("mlperf-tiny/ad01_int8.tflite");

        refused("wrong-length", model, raw.toString());
        refused("csv-broken", model, csv.toString());
        refused("file-unreadable", model, folder.resolve("none.bmp").toString());
        refused("wrong-input-kind", model, SharedFiles.models("coral/bird.bmp").toString());
    }

    private static void refused(String code, Path model, String input) {
        assertThatThrownBy(() -> Inference.ofFile(tfLite, model, input))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
    }

    private static Scored top(String model, String picture) {
        return (Scored) infer(model, picture).results().getFirst();
    }

    private static InferenceReport infer(String model, String picture) {
        return Inference.ofFile(
                tfLite,
                SharedFiles.models(model),
                picture == null ? Inference.ZEROS : SharedFiles.models(picture).toString());
    }
}
