package dev.spotter.model.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.model.AdapterConfiguration.MediaPipeDetection;
import dev.spotter.model.AnchorConfiguration.Pyramid;
import dev.spotter.model.AnchorConfiguration.Scales;
import dev.spotter.model.AnchorConfiguration.Style;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Anchors of public detectors, against what their own code lays out. */
class AnchorsTest {
    private static final Offset<Double> EXACT = within(1e-4);

    /**
     * TensorFlow's object detection, multiple_grid_anchor_generator with num_layers 6 and the usual scales and ratios: the
     * numbers are those of box_priors.txt, which its Android example has for ssd_mobilenet_v1 (in shares; here of 300 pixels).
     */
    @Test
    void the_scales_of_mobilenet_ssd_are_those_of_its_box_priors() {
        Anchors anchors = Anchors.of(
                new Scales(List.of(19, 10, 5, 3, 2, 1), 0.2, 0.95, List.of(1.0, 2.0, 0.5, 3.0, 1 / 3.0), true),
                300,
                300);

        assertThat(anchors.count()).isEqualTo(1917);
        is(anchors, 0, 0.02631579 * 300, 0.02631579 * 300, 0.1 * 300, 0.1 * 300);
        is(anchors, 1, 0.02631579 * 300, 0.02631579 * 300, 0.28284273 * 300, 0.14142136 * 300);
        is(anchors, 2, 0.02631579 * 300, 0.02631579 * 300, 0.14142136 * 300, 0.28284273 * 300);
        is(anchors, 3, 0.07894737 * 300, 0.02631579 * 300, 0.1 * 300, 0.1 * 300);
        // the second grid: 0.35 alone, at 2, 1/2, 3 and 1/3, and the square between it and 0.5
        int second = 19 * 19 * 3;
        is(anchors, second, 15, 15, 0.35 * 300, 0.35 * 300);
        is(anchors, second + 3, 15, 15, 0.60621778 * 300, 0.20207259 * 300);
        is(anchors, second + 5, 15, 15, 0.41833 * 300, 0.41833 * 300);
        // the last: 0.95, and the square between it and 1
        is(anchors, 1911, 150, 150, 0.95 * 300, 0.95 * 300);
        is(anchors, 1916, 150, 150, 0.97467943 * 300, 0.97467943 * 300);
    }

    /** EfficientDet's own code (automl, efficientdet/tf2/anchors.py): steps are the side over the cells. */
    @Test
    void the_pyramid_of_efficientdet_changes_the_ratio_first_and_shares_the_side_evenly() {
        Anchors anchors = Anchors.of(pyramid(Style.EFFICIENTDET), 320, 320);

        assertThat(anchors.count()).isEqualTo(19206);
        is(anchors, 0, 4, 4, 32, 32);
        is(anchors, 1, 4, 4, 32 * Math.sqrt(2), 32 / Math.sqrt(2));
        is(anchors, 2, 4, 4, 32 / Math.sqrt(2), 32 * Math.sqrt(2));
        is(anchors, 3, 4, 4, 32 * Math.cbrt(2), 32 * Math.cbrt(2));
        // the last grid has 3 x 3 cells of 320/3 pixels
        is(anchors, 19206 - 81, 160.0 / 3, 160.0 / 3, 4 * 320.0 / 3, 4 * 320.0 / 3);
        is(anchors, 19206 - 9, 800.0 / 3, 800.0 / 3, 4 * 320.0 / 3, 4 * 320.0 / 3);
    }

    /** MediaPipe, GenerateMultiScaleAnchors: steps of 2^l, no offset where they do not fit the side. */
    @Test
    void the_pyramid_of_retinanet_changes_the_size_first_and_keeps_its_steps() {
        Anchors anchors = Anchors.of(pyramid(Style.RETINANET), 320, 320);

        assertThat(anchors.count()).isEqualTo(19206);
        is(anchors, 1, 4, 4, 32 * Math.cbrt(2), 32 * Math.cbrt(2));
        is(anchors, 3, 4, 4, 32 * Math.sqrt(2), 32 / Math.sqrt(2));
        is(anchors, 19206 - 81, 0, 0, 4 * 128, 4 * 128);
        is(anchors, 19206 - 9, 256, 256, 4 * 128, 4 * 128);
    }

    /** MediaPipe, SsdAnchorsCalculator with fixed_anchor_size: layers of the same step are merged. */
    @Test
    void mediapipes_cells_have_the_anchors_of_all_grids_of_their_step() {
        Anchors bodies = Anchors.of(MediaPipeDetection.BODIES.cells(), 224, 224);
        assertThat(bodies.count()).isEqualTo(2254);
        is(bodies, 1, 4, 4, 224, 224);
        is(bodies, 2, 12, 4, 224, 224);
        is(bodies, 28 * 28 * 2 + 14 * 14 * 2 + 5, 16, 16, 224, 224);
        is(bodies, 28 * 28 * 2 + 14 * 14 * 2 + 6, 48, 16, 224, 224);

        Anchors faces = Anchors.of(MediaPipeDetection.FACES.cells(), 128, 128);
        assertThat(faces.count()).isEqualTo(896);
        is(faces, 895, 120, 120, 128, 128);
    }

    private static Pyramid pyramid(Style style) {
        return new Pyramid(style, 3, 7, 3, List.of(1.0, 2.0, 0.5), 4);
    }

    private static void is(Anchors anchors, int anchor, double x, double y, double width, double height) {
        assertThat(anchors.x(anchor)).as("x of %d", anchor).isCloseTo(x, EXACT);
        assertThat(anchors.y(anchor)).as("y of %d", anchor).isCloseTo(y, EXACT);
        assertThat(anchors.width(anchor)).as("width of %d", anchor).isCloseTo(width, EXACT);
        assertThat(anchors.height(anchor)).as("height of %d", anchor).isCloseTo(height, EXACT);
    }
}
