package dev.spotter.model.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.model.AdapterConfiguration.MediaPipeDetection;
import dev.spotter.model.ImageInput.Fit;
import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.Box;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Keypoints;
import dev.spotter.observation.Pose;
import dev.spotter.observation.Poses;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Points and boxes of a frame are put into a tensor under a random letterbox, crop, stretch or turned region, as a network would
 * give them; what comes out of the adapter is where they were.
 */
class PlacesTest {
    private static final int ROUNDS = 300;
    /** In shares of the frame; floats of a tensor that is far from a part have no more. */
    private static final float EXACT = 2e-4f;

    private final Random random = new Random(11);
    private final PictureTransform transform = new PictureTransform();

    @TempDir
    Path store;

    @ParameterizedTest
    @EnumSource
    void what_is_put_into_the_tensor_is_found_where_it_was_in_the_frame(OutputKind kind) {
        try (ScriptedModel model = kind.open(store)) {
            for (int round = 0; round < ROUNDS; round++) {
                boolean turned = randomTransform(kind.side);
                switch (kind) {
                    case MOVENET -> moveNet(model);
                    case POSE_LANDMARKS -> landmarks(model);
                    case FACES -> face(model, turned);
                    case SSD -> raw(model, turned);
                    case SSD_POSTPROCESSED -> processed(model, turned);
                }
            }
        }
    }

    private void moveNet(ScriptedModel model) {
        float[] points = framePoints(17);
        float[] output = new float[17 * 3];
        for (int i = 0; i < 17; i++) {
            output[i * 3] = tensorY(points, i) / transform.tensorHeight();
            output[i * 3 + 1] = tensorX(points, i) / transform.tensorWidth();
            output[i * 3 + 2] = random.nextFloat();
        }
        model.put(0, output);
        assertThere(((Poses) model.read(transform)).poses().getFirst(), points);
    }

    private void landmarks(ScriptedModel model) {
        float[] points = framePoints(33);
        float[] output = new float[39 * 5];
        for (int i = 0; i < 33; i++) {
            output[i * 5] = tensorX(points, i);
            output[i * 5 + 1] = tensorY(points, i);
            output[i * 5 + 3] = (float) random.nextGaussian();
        }
        model.put(0, output);
        model.put(1, 0.9f);
        assertThere(((Poses) model.read(transform)).poses().getFirst(), points);
    }

    private void face(ScriptedModel model, boolean turned) {
        float[] points = framePoints(6);
        float[] box = tensorBox();
        int anchor = random.nextInt(896);
        Anchors anchors = Anchors.of(MediaPipeDetection.FACES.cells(), 128, 128);
        float x = (float) anchors.x(anchor);
        float y = (float) anchors.y(anchor);
        float[] rows = new float[896 * 16];
        int row = anchor * 16;
        rows[row] = (box[0] + box[2]) / 2 - x;
        rows[row + 1] = (box[1] + box[3]) / 2 - y;
        rows[row + 2] = box[2] - box[0];
        rows[row + 3] = box[3] - box[1];
        for (int i = 0; i < 6; i++) {
            rows[row + 4 + 2 * i] = tensorX(points, i) - x;
            rows[row + 5 + 2 * i] = tensorY(points, i) - y;
        }
        float[] logits = new float[896];
        Arrays.fill(logits, -9);
        logits[anchor] = 4;
        model.put(0, rows);
        model.put(1, logits);

        Detection found = only(model);
        assertThere(found.keypoints(), points);
        assertThere(found.box(), box, turned);
    }

    private void raw(ScriptedModel model, boolean turned) {
        float[] box = tensorBox();
        Anchors anchors = Anchors.of(
                ((dev.spotter.model.AdapterConfiguration.Ssd)
                                model.model().outputAdapter().orElseThrow())
                        .anchors(),
                100,
                100);
        int anchor = random.nextInt(anchors.count());
        float[] offsets = new float[anchors.count() * 4];
        offsets[anchor * 4] = (float) (((box[1] + box[3]) / 2 - anchors.y(anchor)) / anchors.height(anchor) * 10);
        offsets[anchor * 4 + 1] = (float) (((box[0] + box[2]) / 2 - anchors.x(anchor)) / anchors.width(anchor) * 10);
        offsets[anchor * 4 + 2] = (float) (Math.log((box[3] - box[1]) / anchors.height(anchor)) * 5);
        offsets[anchor * 4 + 3] = (float) (Math.log((box[2] - box[0]) / anchors.width(anchor)) * 5);
        float[] scores = new float[anchors.count() * 3];
        for (int i = 0; i < anchors.count(); i++) {
            scores[i * 3] = i == anchor ? 0 : 8;
            scores[i * 3 + 2] = i == anchor ? 5 : 0;
        }
        model.put(0, offsets);
        model.put(1, scores);

        Detection found = only(model);
        assertThat(found.label()).isEqualTo("bench");
        assertThere(found.box(), box, turned);
    }

    private void processed(ScriptedModel model, boolean turned) {
        float[] box = tensorBox();
        float[] boxes = new float[40];
        boxes[0] = box[1] / 100;
        boxes[1] = box[0] / 100;
        boxes[2] = box[3] / 100;
        boxes[3] = box[2] / 100;
        float[] scores = new float[10];
        scores[0] = 0.7f;
        model.put(0, boxes);
        model.put(1, new float[10]);
        model.put(2, scores);
        model.put(3, 3);

        assertThere(only(model).box(), box, turned);
    }

    private Detection only(ScriptedModel model) {
        Detections found = (Detections) model.read(transform);
        assertThat(found.detections()).hasSize(1);
        return found.detections().getFirst();
    }

    /** Tells whether rows of the tensor are not rows of the frame. */
    private boolean randomTransform(int side) {
        int width = 2 * (80 + random.nextInt(900));
        int height = 2 * (60 + random.nextInt(500));
        int kind = random.nextInt(4);
        if (kind < 3) {
            transform.whole(Fit.values()[kind], width, height, side, side);
            return false;
        }
        transform.part(
                Fit.values()[random.nextInt(3)],
                width,
                height,
                side,
                side,
                width * random.nextDouble(),
                height * random.nextDouble(),
                width * (0.1 + random.nextDouble()),
                height * (0.1 + random.nextDouble()),
                Math.PI * (2 * random.nextDouble() - 1));
        return true;
    }

    /** Shares of the frame; some a little beyond its edges. */
    private float[] framePoints(int count) {
        float[] points = new float[count * 2];
        for (int i = 0; i < points.length; i++) {
            points[i] = 1.2f * random.nextFloat() - 0.1f;
        }
        return points;
    }

    private float tensorX(float[] points, int point) {
        return (float) transform.tensorX(
                points[point * 2] * transform.frameWidth(), points[point * 2 + 1] * transform.frameHeight());
    }

    private float tensorY(float[] points, int point) {
        return (float) transform.tensorY(
                points[point * 2] * transform.frameWidth(), points[point * 2 + 1] * transform.frameHeight());
    }

    /** left, top, right, bottom in pixels of the tensor */
    private float[] tensorBox() {
        float left = random.nextFloat() * transform.tensorWidth() * 0.8f;
        float top = random.nextFloat() * transform.tensorHeight() * 0.8f;
        return new float[] {
            left,
            top,
            left + transform.tensorWidth() * (0.02f + 0.3f * random.nextFloat()),
            top + transform.tensorHeight() * (0.02f + 0.3f * random.nextFloat())
        };
    }

    private static void assertThere(Pose pose, float[] points) {
        assertThere(pose.keypoints(), points);
        Box box = pose.box();
        for (int i = 0; i < points.length; i += 2) {
            assertThat(points[i]).isBetween(box.x() - EXACT, box.x() + box.width() + EXACT);
            assertThat(points[i + 1]).isBetween(box.y() - EXACT, box.y() + box.height() + EXACT);
        }
    }

    private static void assertThere(Keypoints found, float[] points) {
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.x(i)).isCloseTo(points[2 * i], within(EXACT));
            assertThat(found.y(i)).isCloseTo(points[2 * i + 1], within(EXACT));
        }
    }

    private void assertThere(Box found, float[] box, boolean turned) {
        float scale = Math.max(
                Math.abs(transform.shareX(100, 0) - transform.shareX(0, 0)),
                Math.abs(transform.shareY(0, 100) - transform.shareY(0, 0)));
        float exact = EXACT * Math.max(1, scale);
        // the corners are within it, and where nothing is turned they are its own
        for (int corner = 0; corner < 4; corner++) {
            float x = transform.shareX(box[corner % 2 * 2], box[corner / 2 * 2 + 1]);
            float y = transform.shareY(box[corner % 2 * 2], box[corner / 2 * 2 + 1]);
            assertThat(x).isBetween(found.x() - exact, found.x() + found.width() + exact);
            assertThat(y).isBetween(found.y() - exact, found.y() + found.height() + exact);
            if (!turned) {
                assertThat(x).isCloseTo(corner % 2 == 0 ? found.x() : found.x() + found.width(), within(exact));
                assertThat(y).isCloseTo(corner / 2 == 0 ? found.y() : found.y() + found.height(), within(exact));
            }
        }
    }
}
