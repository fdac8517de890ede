package dev.spotter.model.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.model.AdapterConfiguration;
import dev.spotter.model.AdapterConfiguration.Activation;
import dev.spotter.model.AdapterConfiguration.MediaPipeDetection;
import dev.spotter.model.AdapterConfiguration.MoveNet;
import dev.spotter.model.AdapterConfiguration.Selection;
import dev.spotter.model.AdapterConfiguration.Ssd;
import dev.spotter.model.AdapterConfiguration.SsdPostprocessed;
import dev.spotter.model.AdapterConfiguration.Suppression;
import dev.spotter.model.AnchorConfiguration.Cells;
import dev.spotter.model.AnchorConfiguration.Pyramid;
import dev.spotter.model.AnchorConfiguration.Style;
import dev.spotter.model.ModelException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section {@code adapter} of a model.yaml: what it may say, what goes without saying, and what is refused. */
class AdapterSectionTest {
    @TempDir
    Path store;

    @Test
    void what_is_not_said_is_as_in_the_public_model() {
        assertThat(read("pose", "{kind: movenet}", "", "keypoints", 51)).isEqualTo(MoveNet.USUAL);
        assertThat(read("pose", "", "", "keypoints", 51)).isEqualTo(MoveNet.USUAL);
        assertThat(read("pose", "{kind: movenet, score: 0.4, point-score: 0.1}", "", "keypoints", 51))
                .isEqualTo(new MoveNet(0.4f, 0.1f));
    }

    @Test
    void detectors_say_their_anchors_and_which_boxes_are_given() {
        String pyramid = "{kind: ssd, anchors: {kind: efficientdet, least-level: 5, most-level: 5, scale: 3},"
                + " box-scales: [1, 1, 1, 1], activation: none, most: 5}";
        assertThat(readDetection(pyramid, 32, 9, 4, 1))
                .isEqualTo(new Ssd(
                        new Pyramid(Style.EFFICIENTDET, 5, 5, 3, List.of(1.0, 2.0, 0.5), 3),
                        List.of(1.0, 1.0, 1.0, 1.0),
                        Activation.NONE,
                        false,
                        new Selection(0.5f, 0.5f, 5, Suppression.PER_LABEL)));
        assertThat(readDetection(
                        "{kind: mediapipe-face-detection, steps: [4], anchors: 1, suppression: over-labels}",
                        32,
                        64,
                        16,
                        1))
                .isEqualTo(new MediaPipeDetection(
                        new Cells(List.of(4), 1),
                        MediaPipeDetection.FACES.keypoints(),
                        new Selection(0.5f, 0.3f, 25, Suppression.OVER_LABELS)));
    }

    @Test
    void a_detector_whose_outputs_say_it_plainly_needs_no_section() {
        try (ScriptedModel model = ScriptedModel.open(
                store,
                "detection",
                32,
                "",
                "[person]",
                List.of("boxes", "classes", "scores", "count"),
                new int[] {1, 2, 4},
                new int[] {1, 2},
                new int[] {1, 2},
                new int[] {1})) {
            assertThat(model.model().outputAdapter()).contains(SsdPostprocessed.USUAL);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {kind: movnet}                                   | kind is 'movnet' (did you mean 'movenet'?); allowed are [autoencoder, classification, embedding, mediapipe-detection, m
            {score: 0.5}                                     | the key 'kind' is missing here
            {kind: movenet}                                  | the adapter is for pose, but the task is detection
            {kind: ssd-postprocessed, score: 1.5}            | score is 1.5, allowed are 0 to 1
            {kind: ssd-postprocessed, overlap: 0.5}          | the key 'overlap' is not known here
            {kind: ssd-postprocessed, first-class: -1}       | first-class is '-1', allowed is a whole number from 0 to 1000
            {kind: mediapipe-detection, keypoints: [a]}      | the key 'steps' is missing here
            {kind: mediapipe-detection, steps: [8], keypoints: [a, a]} | keypoints has a name twice: [a, a]
            {kind: mediapipe-detection, steps: [], keypoints: [a]} | steps is [], allowed are 1 to 20 whole numbers over 0
            {kind: mediapipe-face-detection, most: 0}        | most is '0', allowed is a whole number from 1 to 1000
            {kind: ssd, activation: sigmoid}                 | the key 'anchors' is missing here
            {kind: ssd, anchors: {kind: scales, grids: [3]}} | the key 'activation' is missing here
            {kind: ssd, activation: relu, anchors: {kind: scales, grids: [3]}} | activation is 'relu'; allowed are [none, sigmoid, softmax]
            {kind: ssd, activation: none, anchors: {kind: scales, grids: [0]}} | an item of grids is '0', allowed is a whole number from 1 to 4096
            {kind: ssd, activation: none, anchors: {kind: scales, grids: [3], least-scale: 0.9, most-scale: 0.2}} | scales are 0.9 to 0.2, allowed is an order between 0 and 2
            {kind: ssd, activation: none, anchors: {kind: scales, grid: [3]}} | the key 'grids' is missing here ('grid' stands there instead)
            {kind: ssd, activation: none, anchors: {kind: efficientdet, least-level: 7, most-level: 3}} | levels are 7 to 3, allowed is an order between 1 and 12
            {kind: ssd, activation: none, anchors: {kind: retinanet, ratios: [0]}} | ratios is [0.0], allowed are 1 to 20 numbers from 0.01 to 100
            {kind: ssd, activation: none, anchors: {kind: retinanet}, box-scales: [1, 1, 1]} | box-scales is [1.0, 1.0, 1.0], allowed are four numbers over 0
            {kind: ssd, activation: none, anchors: {kind: retinanet}, suppression: weighted} | suppression is 'weighted', allowed here are 'per-label' and 'over-labels'
            """)
    void what_is_wrong_is_refused_with_its_place_and_what_is_allowed(String adapter, String sentence) {
        assertThatThrownBy(() -> readDetection(adapter, 32, 1, 4, 1))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.code()).startsWith("yaml-"))
                .hasMessageContaining("model.yaml:")
                .hasMessageContaining(sentence);
    }

    @Test
    void an_autoencoder_averages_over_a_bounded_past() {
        assertThatThrownBy(() -> read("anomaly", "{kind: autoencoder, average: 0}", "", "reconstruction", 1))
                .hasMessageContaining("average is '0', allowed is a whole number from 1 to 10000");
    }

    @Test
    void labels_are_as_many_as_the_detector_can_tell_apart() {
        assertThatThrownBy(() -> read("detection", "{kind: ssd-postprocessed}", "", "boxes", 4))
                .hasMessageContaining("a detection has at least 1 label");
        assertThatThrownBy(() -> read("detection", "{kind: mediapipe-face-detection}", "[a, b]", "boxes", 4))
                .hasMessageContaining("MediaPipe's detectors find one thing, but there are 2 labels");
    }

    private AdapterConfiguration read(String task, String adapter, String labels, String meaning, int elements) {
        try (ScriptedModel model =
                ScriptedModel.open(store, task, 32, adapter, labels, List.of(meaning), new int[] {1, elements})) {
            return model.model().outputAdapter().orElseThrow();
        }
    }

    private AdapterConfiguration readDetection(String adapter, int side, int anchors, int numbers, int scores) {
        try (ScriptedModel model = ScriptedModel.open(
                store,
                "detection",
                side,
                adapter,
                "[face]",
                List.of("boxes", "scores"),
                new int[] {1, anchors, numbers},
                new int[] {1, anchors, scores})) {
            return model.model().outputAdapter().orElseThrow();
        }
    }
}
