package dev.spotter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.SharedFiles;
import dev.spotter.model.frame.Frames;
import dev.spotter.model.frame.PackagedFrameModel;
import dev.spotter.model.picture.PictureReader;
import dev.spotter.model.sound.LogMelSpectrogram;
import dev.spotter.model.sound.WavFiles;
import dev.spotter.model.sound.WavReader;
import dev.spotter.observation.AnomalyScore;
import dev.spotter.observation.Box;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Frame;
import dev.spotter.observation.Keypoints;
import dev.spotter.observation.Pose;
import dev.spotter.observation.Poses;
import dev.spotter.tflite.TfLite;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages of public models, letterboxed, against the references that come with them and against each other. */
class PublicResultsTest {
    private static TfLite tfLite;

    @TempDir
    Path store;

    @BeforeAll
    static void load() {
        tfLite = TfLite.load(null, SharedFiles.home().resolve("target/test-data"));
    }

    @Test
    void movenet_has_the_body_where_the_reference_has_it_but_for_hips_under_cloth() {
        Keypoints found = moveNet().keypoints();
        double sum = 0;
        for (float[] row : Table.parse(
                        "reference",
                        DigitPackage.bytes(SharedFiles.models("coral/movenet_single_pose_lightning_ptq_reference.csv")))
                .rows()) {
            int point = (int) row[2];
            double distance = Math.hypot(found.x(point) - row[4], found.y(point) - row[5]);
            sum += distance;
            // the reference was made of the stretched picture; letterboxed, a hip may be half a hand beside it
            assertThat(distance)
                    .as(found.names().get(point))
                    .isLessThan(found.names().get(point).endsWith("hip") ? 0.05 : 0.03);
        }
        assertThat(sum / 17).isLessThan(0.03);
    }

    @Test
    void mediapipes_detector_and_its_landmarks_agree_with_movenet() {
        Frame frame = Frames.of(PictureReader.read(DigitPackage.bytes(SharedFiles.models("coral/squat.bmp"))));
        Detections bodies = (Detections) see(PublicPackage.POSE_DETECTION, frame);
        assertThat(bodies.detections()).hasSize(1);
        Pose pose;
        try (PackagedFrameModel landmarks = open(PublicPackage.POSE_LANDMARKS)) {
            pose = ((Poses) landmarks.see(frame, bodies, 1)).poses().getFirst();
        }

        Keypoints reference = moveNet().keypoints();
        assertThat(pose.score()).isGreaterThan(0.9f);
        for (int point = 0; point < reference.size(); point++) {
            int same = pose.keypoints().names().indexOf(reference.names().get(point));
            assertThat(Math.hypot(
                            pose.keypoints().x(same) - reference.x(point),
                            pose.keypoints().y(same) - reference.y(point)))
                    .as(reference.names().get(point))
                    .isLessThan(0.07);
        }
    }

    @Test
    void the_face_detector_finds_the_face_that_movenet_has() {
        Detections faces = (Detections) infer(PublicPackage.FACE_DETECTION, shared("coral/squat.bmp"));
        // knees and hands look a little like faces to a model that is made for the front of a telephone
        Detection face = faces.detections().getFirst();
        Keypoints body = moveNet().keypoints();

        assertThat(contains(face.box(), body.x(0), body.y(0))).isTrue();
        assertThat(face.box().width()).isLessThan(0.2f);
        for (String point : new String[] {"nose", "left-eye", "right-eye"}) {
            int here = face.keypoints().names().indexOf(point);
            int there = body.names().indexOf(point);
            assertThat(Math.hypot(
                            face.keypoints().x(here) - body.x(there),
                            face.keypoints().y(here) - body.y(there)))
                    .as(point)
                    .isLessThan(0.03);
        }
    }

    @Test
    void nothing_is_found_in_an_empty_picture() {
        Frame black = Frames.black(320, 240);
        assertThat(see(PublicPackage.POSE_DETECTION, black)).isEqualTo(Detections.NONE);
        assertThat(see(PublicPackage.FACE_DETECTION, black)).isEqualTo(Detections.NONE);
        assertThat(see(PublicPackage.POSE_LANDMARKS, black)).isEqualTo(Poses.NONE);
    }

    @Test
    void visual_wake_words_tells_a_person_from_none() {
        assertThat(label(PublicPackage.VISUAL_WAKE_WORDS, shared("tflite-micro/person.bmp")))
                .isEqualTo("person");
        assertThat(label(PublicPackage.VISUAL_WAKE_WORDS, shared("tflite-micro/no_person.bmp")))
                .isEqualTo("no-person");
    }

    @Test
    void mobilenet_sees_the_chickadee() {
        assertThat(label(PublicPackage.MOBILENET, shared("coral/bird.bmp"))).isEqualTo("20 chickadee");
    }

    @Test
    void the_score_of_a_sound_is_the_mean_over_its_windows() {
        ModelPackage sound = PublicPackage.MACHINE_SOUND.write(store);
        Random random = new Random(1);
        String calm = row(_ -> -30);
        String loud = row(_ -> -30 + 60 * random.nextFloat());
        float ofCalm = score(sound, calm);
        float ofLoud = score(sound, loud);

        assertThat(ofLoud).isGreaterThan(ofCalm);
        assertThat(score(sound, calm + loud + calm)).isCloseTo((2 * ofCalm + ofLoud) / 3, within(1e-3f));
    }

    @Test
    void the_score_of_a_recording_is_the_mean_over_its_windows_of_log_mels() {
        ModelPackage heard = PublicPackage.MACHINE_SOUND.write(
                store,
                yaml -> yaml.replace(
                        "kind: vector, meaning: five frames of 128 log mels, length: 640, unit: dB",
                        "kind: log-mel, meaning: five frames, rate-hz: 16000, fft: 1024, hop: 512, mels: 128, frames: 5"));
        short[] noise = new short[16_000];
        Random random = new Random(3);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) (random.nextGaussian() * (i < 8000 ? 100 : 3000));
        }
        byte[] wav = WavFiles.pcm(16_000, noise);
        Path file = store.resolve("machine.wav");
        ExamplePackage.file(file, wav);
        float[][] windows = new LogMelSpectrogram((LogMelInput) heard.inputs().getFirst())
                .vectors(WavReader.read("machine.wav", wav));
        assertThat(windows.length).isGreaterThan(20);

        Finding finding = Inference.of(tfLite, heard, file.toString()).finding().orElseThrow();

        ModelPackage vectors = PublicPackage.MACHINE_SOUND.write(store);
        double mean = 0;
        for (float[] window : windows) {
            mean += score(vectors, row(i -> window[i])) / windows.length;
        }
        assertThat(((AnomalyScore) finding).score()).isCloseTo((float) mean, within(1e-3f));
    }

    @Test
    void a_model_that_the_runtime_refuses_is_refused_with_its_words() {
        Path model = SharedFiles.models("tflite-micro/person_detect.tflite");
        String picture = shared("tflite-micro/no_person.bmp");
        assertThatThrownBy(() -> Inference.ofFile(tfLite, model, picture))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("quantized_dimension must be in range [0, 1). Was 3");
    }

    private float score(ModelPackage sound, String rows) {
        Path csv = store.resolve("sound.csv");
        ExamplePackage.file(csv, rows.getBytes());
        Finding finding = Inference.of(tfLite, sound, csv.toString()).finding().orElseThrow();
        return ((AnomalyScore) finding).score();
    }

    private static String row(IntToDoubleFunction values) {
        return IntStream.range(0, 640)
                .mapToObj(i -> String.valueOf(values.applyAsDouble(i)))
                .collect(Collectors.joining(",", "", "\n"));
    }

    private Pose moveNet() {
        ModelPackage model = ModelPackage.read(MoveNetPackage.write(store, "movenet"));
        Finding finding =
                Inference.of(tfLite, model, shared("coral/squat.bmp")).finding().orElseThrow();
        return ((Poses) finding).poses().getFirst();
    }

    private String label(PublicPackage model, String picture) {
        return ((Classification) infer(model, picture)).topLabel();
    }

    private Finding infer(PublicPackage model, String picture) {
        return Inference.of(tfLite, model.write(store), picture).finding().orElseThrow();
    }

    private Finding see(PublicPackage model, Frame frame) {
        try (PackagedFrameModel opened = open(model)) {
            return opened.see(frame);
        }
    }

    private PackagedFrameModel open(PublicPackage model) {
        return PackagedFrameModel.open(tfLite, model.write(store), AcceleratorConfiguration.CPU);
    }

    private static String shared(String file) {
        return SharedFiles.models(file).toString();
    }

    private static boolean contains(Box box, float x, float y) {
        return x > box.x() && x < box.x() + box.width() && y > box.y() && y < box.y() + box.height();
    }
}
