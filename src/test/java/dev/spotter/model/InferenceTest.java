package dev.spotter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.SharedFiles;
import dev.spotter.observation.AnomalyScore;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Keypoints;
import dev.spotter.observation.Pose;
import dev.spotter.observation.Poses;
import dev.spotter.tflite.FlatModel;
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
        Classification verdict = verdict("coral/mobilenet_v1_0.25_128_quant.tflite", "coral/bird.bmp");

        assertThat(verdict.topLabel()).isEqualTo("chickadee");
        assertThat(verdict.topProbability()).isGreaterThan(0.3f);
    }

    @Test
    void visual_wake_words_tells_a_person_from_none() {
        assertThat(verdict(VWW, "coral/squat.bmp").topLabel()).isEqualTo(PERSON);
        assertThat(verdict(VWW, "tflite-micro/no_person.bmp").topLabel()).isNotEqualTo(PERSON);
        assertThat(verdict(VWW, "tflite-micro/person.bmp").topLabel()).isEqualTo(PERSON);
    }

    @Test
    void the_lstm_reads_the_nine() {
        assertThat(verdict("coral/keras_lstm_mnist_ptq.tflite", "coral/mnist_nine.bmp")
                        .topLabel())
                .isEqualTo("9");
    }

    @Test
    void movenet_finds_the_body_where_the_reference_has_it() {
        Keypoints points =
                pose("coral/movenet_single_pose_lightning_ptq.tflite").keypoints();

        assertThat(points.names()).hasSize(17).startsWith("nose", "left-eye").endsWith("right-ankle");
        for (float[] row : Table.parse(
                        "reference",
                        DigitPackage.bytes(SharedFiles.models("coral/movenet_single_pose_lightning_ptq_reference.csv")))
                .rows()) {
            int point = (int) row[2];
            assertThat(points.x(point)).as(points.names().get(point)).isCloseTo(row[4], within(0.03f));
            assertThat(points.y(point)).as(points.names().get(point)).isCloseTo(row[5], within(0.03f));
        }
    }

    @Test
    void mediapipe_finds_the_body_its_face_and_its_landmarks_in_bare_files_too() {
        Detection body = detection("mediapipe/pose_detection.tflite");
        assertThat(body.label()).isEqualTo("person");
        assertThat(body.keypoints().names()).startsWith("mid-hip");

        Detection face = detection("mediapipe/face_detection_short_range.tflite");
        assertThat(face.label()).isEqualTo("face");
        assertThat(face.keypoints().names()).contains("left-eye");

        Pose pose = pose("mediapipe/pose_landmark_lite.tflite");
        assertThat(pose.score()).isGreaterThan(0.9f);
        assertThat(pose.keypoints().names()).hasSize(33).endsWith("right-foot-index");
    }

    @Test
    void a_reconstruction_is_how_far_it_is_from_what_was_given() {
        AnomalyScore score = (AnomalyScore) found("mlperf-tiny/ad01_int8.tflite", Inference.ZEROS);

        assertThat(score.score()).isFinite().isPositive();
    }

    @Test
    void what_has_no_known_shape_is_given_as_it_is() {
        Path model = folder.resolve("odd.tflite");
        ExamplePackage.file(
                model,
                FlatModel.model(
                        List.of(),
                        List.of(FlatModel.tensor("odd", 0, new int[] {1, 2, 3}, null)),
                        new int[] {0},
                        new int[] {0},
                        List.of()));

        InferenceReport report = Inference.ofFile(tfLite, model, Inference.ZEROS);

        assertThat(report.finding()).isEmpty();
        assertThat(report.outputs().getFirst().name()).isEqualTo("odd");
        assertThat(report.outputs().getFirst().shape()).containsExactly(1, 2, 3);
        assertThat(report.outputs().getFirst().values()).hasSize(6);
    }

    @Test
    void a_package_takes_its_csv_and_zeros_and_raw_bytes() {
        ModelPackage digits = ModelPackage.read(DigitPackage.write(folder, "digits"));

        InferenceReport nine = Inference.of(
                tfLite, digits, digits.folder().resolve("golden/nine.csv").toString());
        assertThat(nine.version()).contains("1.2.3");
        assertThat(nine.latencyMillis()).isPositive();
        float[] probabilities = ((Classification) nine.finding().orElseThrow()).probabilities();
        assertThat(((Classification) nine.finding().orElseThrow()).topLabel()).isEqualTo("nine");
        double sum = 0;
        for (float probability : probabilities) {
            sum += probability;
        }
        assertThat(sum).isCloseTo(1, within(1e-4));

        Path raw = folder.resolve("nine.raw");
        byte[] picture = DigitPackage.bytes(SharedFiles.models("coral/mnist_nine.bmp"));
        byte[] rows = new byte[28 * 28];
        for (int y = 0; y < 28; y++) {
            System.arraycopy(picture, 1078 + 28 * (27 - y), rows, 28 * y, 28);
        }
        ExamplePackage.file(raw, rows);
        Classification ofBytes = (Classification)
                Inference.of(tfLite, digits, raw.toString()).finding().orElseThrow();
        assertThat(ofBytes.probabilities()).isEqualTo(probabilities);

        assertThat(Inference.of(tfLite, digits, Inference.ZEROS).finding()).isPresent();
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

    private static Classification verdict(String model, String picture) {
        return (Classification) found(model, SharedFiles.models(picture).toString());
    }

    private static Detection detection(String model) {
        Detections found =
                (Detections) found(model, SharedFiles.models("coral/squat.bmp").toString());
        return found.detections().getFirst();
    }

    private static Pose pose(String model) {
        return ((Poses) found(model, SharedFiles.models("coral/squat.bmp").toString()))
                .poses()
                .getFirst();
    }

    private static Finding found(String model, String input) {
        return Inference.ofFile(tfLite, SharedFiles.models(model), input)
                .finding()
                .orElseThrow();
    }
}
