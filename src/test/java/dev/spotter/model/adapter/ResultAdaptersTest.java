package dev.spotter.model.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.model.ModelException;
import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.AnomalyScore;
import dev.spotter.observation.Box;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Embeddings;
import dev.spotter.observation.Keypoints;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of outputs that a test writes itself: verdicts, vectors and reconstructions, of frames and of their parts. */
class ResultAdaptersTest {
    private static final Box LEFT = new Box(0, 0, 0.5f, 1);
    private static final Box RIGHT = new Box(0.5f, 0, 0.5f, 1);
    private static final Detections TWO = new Detections(List.of(
            new Detection("person", 0.9f, LEFT, Keypoints.NONE), new Detection("person", 0.8f, RIGHT, Keypoints.NONE)));

    private final PictureTransform transform = new PictureTransform();

    @TempDir
    Path store;

    ResultAdaptersTest() {
        transform.letterbox(640, 480, 96, 96);
    }

    @Test
    void a_frame_is_classified_by_its_logits_and_a_part_is_named_in_its_old_box() {
        try (ScriptedModel model = open("classification", "", "[bench, squat]", List.of("logits"), new int[] {1, 2})) {
            model.put(0, 0, (float) Math.log(3));
            Classification whole = (Classification) model.read(transform);
            assertThat(whole.topLabel()).isEqualTo("squat");
            assertThat(whole.topProbability()).isCloseTo(0.75f, within(1e-6f));

            model.adapter().begin(TWO);
            model.adapter().read(transform, 0);
            model.put(0, (float) Math.log(9), 0);
            model.adapter().read(transform, 1);
            assertThat(((Detections) model.adapter().found()).detections())
                    .extracting(Detection::label, Detection::box)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("bench", RIGHT),
                            org.assertj.core.groups.Tuple.tuple("squat", LEFT));

            model.adapter().begin(TWO);
            assertThat(model.adapter().found()).isEqualTo(Detections.NONE);
        }
    }

    @Test
    void a_verdict_of_numbers_that_are_none_is_refused_aloud() {
        try (ScriptedModel model = open("classification", "", "[bench, squat]", List.of("logits"), new int[] {1, 2})) {
            model.put(0, 0, Float.NaN);
            refused("output-not-finite", () -> model.read(transform));
        }
    }

    @Test
    void a_vector_has_the_length_of_one_and_none_has_no_direction() {
        try (ScriptedModel model = open("embedding", "", "", List.of("embedding"), new int[] {1, 2})) {
            model.put(0, 3, -4);
            Embeddings whole = (Embeddings) model.read(transform);
            assertThat(whole.embeddings().getFirst().box()).isEqualTo(Box.WHOLE);
            assertThat(whole.embeddings().getFirst().vector()).containsExactly(0.6f, -0.8f);

            model.put(0, 1e30f, 1e30f);
            assertThat(((Embeddings) model.read(transform))
                            .embeddings()
                            .getFirst()
                            .vector()[0])
                    .isCloseTo((float) Math.sqrt(0.5), within(1e-6f));

            model.put(0, 1e-30f, 0);
            assertThat(((Embeddings) model.read(transform))
                            .embeddings()
                            .getFirst()
                            .vector())
                    .containsExactly(1, 0);

            for (float none : new float[] {0, Float.NaN, Float.POSITIVE_INFINITY}) {
                model.put(0, none, 0);
                assertThat(((Embeddings) model.read(transform)).embeddings()).isEmpty();
            }

            model.put(0, 1, 0);
            model.adapter().begin(TWO);
            model.adapter().read(transform, 1);
            assertThat(((Embeddings) model.adapter().found())
                            .embeddings()
                            .getFirst()
                            .box())
                    .isEqualTo(RIGHT);
        }
    }

    @Test
    void an_anomaly_is_the_mean_squared_error_over_the_windows_of_a_finding_and_over_the_last_findings() {
        // the first tensor is input and output; the second one is what is made of it
        try (ScriptedModel model = open(
                "anomaly",
                "{kind: autoencoder, average: 2}",
                "",
                List.of("vector", "reconstruction"),
                new int[] {1, 2},
                new int[] {1, 2})) {
            model.put(0, 1, 2);
            model.put(1, 2, 4);
            assertThat(model.read(transform)).isEqualTo(new AnomalyScore(2.5f));
            model.put(1, 1, 2);
            assertThat(model.read(transform)).isEqualTo(new AnomalyScore(1.25f));
            assertThat(model.read(transform)).isEqualTo(new AnomalyScore(0));

            model.adapter().begin(Detections.NONE);
            model.adapter().read(transform, -1);
            model.put(1, 1, 4);
            model.adapter().read(transform, -1);
            assertThat(model.adapter().found()).isEqualTo(new AnomalyScore(0.5f));

            model.put(1, Float.NEGATIVE_INFINITY, 0);
            refused("output-not-finite", () -> model.read(transform));
        }
    }

    @Test
    void of_parts_the_most_unusual_counts() {
        try (ScriptedModel model =
                open("anomaly", "", "", List.of("vector", "reconstruction"), new int[] {1, 1}, new int[] {1, 1})) {
            model.put(0, 1);
            model.put(1, 3);
            model.adapter().begin(TWO);
            model.adapter().read(transform, 0);
            model.put(1, 2);
            model.adapter().read(transform, 1);
            assertThat(model.adapter().found()).isEqualTo(new AnomalyScore(4));
        }
    }

    @Test
    void a_model_that_is_not_what_its_package_says_is_refused() {
        refused("adapter-missing", () -> open("regression", "", "", List.of("vector"), new int[] {1, 2}));
        refused("adapter-missing", () -> open("detection", "", "[person]", List.of("boxes"), new int[] {1, 2}));
        refused("output-missing", () -> open("pose", "{kind: movenet}", "", List.of("vector"), new int[] {1, 51}));
        refused(
                "wrong-tensor-shape",
                () -> open("pose", "{kind: movenet}", "", List.of("keypoints"), new int[] {1, 50}));
        refused(
                "wrong-tensor-shape",
                () -> open("classification", "", "[a, b, c]", List.of("logits"), new int[] {1, 2}));
        refused("wrong-outputs", () -> open("embedding", "", "", List.of("embedding", "vector"), new int[] {1, 2}));
    }

    private ScriptedModel open(String task, String adapter, String labels, List<String> meanings, int[]... shapes) {
        return ScriptedModel.open(store, task, 96, adapter, labels, meanings, shapes);
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOfSatisfying(ModelException.class, e -> assertThat(e.code())
                .as(e.getMessage())
                .isEqualTo(code));
    }
}
