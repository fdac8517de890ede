package dev.spotter.model.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.model.AdapterConfiguration.MediaPipeDetection;
import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MediaPipe's face detector on random outputs, against its decoding and weighting written down plainly. */
class MediaPipeDetectionTest {
    private static final int SIDE = 128;
    private static final int ANCHORS = 896;
    private static final int ROW = 16;

    @TempDir
    Path store;

    @Test
    void overlapping_faces_become_their_mean_weighted_by_their_scores() {
        Random random = new Random(5);
        Anchors anchors = Anchors.of(MediaPipeDetection.FACES.cells(), SIDE, SIDE);
        PictureTransform transform = new PictureTransform();
        transform.stretch(SIDE, SIDE, SIDE, SIDE);
        try (ScriptedModel model = open(store)) {
            for (int round = 0; round < 20; round++) {
                float[] rows = new float[ANCHORS * ROW];
                float[] logits = new float[ANCHORS];
                List<double[]> faces = new ArrayList<>();
                Arrays.fill(logits, -20);
                for (int face = 0; face < 60; face++) {
                    int anchor = random.nextInt(ANCHORS);
                    logits[anchor] = (float) random.nextGaussian() * 2;
                    for (int i = 0; i < ROW; i++) {
                        rows[anchor * ROW + i] =
                                i == 2 || i == 3 ? 20 + 20 * random.nextFloat() : (float) random.nextGaussian() * 5;
                    }
                }
                for (int anchor = 0; anchor < ANCHORS; anchor++) {
                    double score = 1 / (1 + Math.exp(-logits[anchor]));
                    if (score >= 0.5) {
                        faces.add(decoded(anchors, anchor, rows, score));
                    }
                }
                model.put(0, rows);
                model.put(1, logits);

                assertSame(((Detections) model.read(transform)).detections(), weighted(faces));
            }
        }
    }

    @Test
    void a_package_may_name_another_grid_and_its_own_points() {
        // the full range model: 192 pixels in steps of 4, one anchor a cell; here with one point
        try (ScriptedModel model = ScriptedModel.open(
                store,
                "detection",
                192,
                "{kind: mediapipe-detection, steps: [4], anchors: 1, keypoints: [tip], suppression: over-labels, most: 1}",
                "[hand]",
                List.of("boxes", "scores"),
                new int[] {1, 2304, 6},
                new int[] {1, 2304, 1})) {
            float[] rows = new float[2304 * 6];
            float[] logits = new float[2304];
            Arrays.fill(logits, -20);
            int anchor = 3 * 48 + 10; // its middle is at 42, 14
            logits[anchor] = 3;
            logits[anchor + 20] = 2;
            System.arraycopy(new float[] {2, 2, 8, 8, 4, -1}, 0, rows, anchor * 6, 6);
            System.arraycopy(new float[] {2, 2, 8, 8, 4, -1}, 0, rows, (anchor + 20) * 6, 6);
            model.put(0, rows);
            model.put(1, logits);
            PictureTransform transform = new PictureTransform();
            transform.stretch(192, 192, 192, 192);

            List<Detection> found = ((Detections) model.read(transform)).detections();
            assertThat(found).hasSize(1);
            assertThat(found.getFirst().label()).isEqualTo("hand");
            assertThat(found.getFirst().box().x()).isCloseTo(40 / 192f, within(1e-6f));
            assertThat(found.getFirst().keypoints().names()).containsExactly("tip");
            assertThat(found.getFirst().keypoints().x(0)).isCloseTo(46 / 192f, within(1e-6f));
            assertThat(found.getFirst().keypoints().y(0)).isCloseTo(13 / 192f, within(1e-6f));
        }
    }

    private static ScriptedModel open(Path store) {
        return ScriptedModel.open(
                store,
                "detection",
                SIDE,
                "{kind: mediapipe-face-detection, most: 100}",
                "[face]",
                List.of("boxes", "scores"),
                new int[] {1, ANCHORS, ROW},
                new int[] {1, ANCHORS, 1});
    }

    /** left, top, right, bottom, then x and y of the points, then the score */
    private static double[] decoded(Anchors anchors, int anchor, float[] rows, double score) {
        double[] face = new double[ROW + 1];
        int row = anchor * ROW;
        for (int i = 0; i < 4; i++) {
            double middle = (i % 2 == 0 ? anchors.x(anchor) : anchors.y(anchor)) + rows[row + i % 2];
            face[i] = middle + (i < 2 ? -0.5 : 0.5) * rows[row + 2 + i % 2];
        }
        for (int i = 4; i < ROW; i++) {
            face[i] = rows[row + i] + (i % 2 == 0 ? anchors.x(anchor) : anchors.y(anchor));
        }
        face[ROW] = score;
        return face;
    }

    /** WeightedNonMaxSuppression of MediaPipe's non_max_suppression_calculator.cc: what remains goes round again. */
    private static List<double[]> weighted(List<double[]> faces) {
        List<double[]> remaining = new ArrayList<>(faces);
        remaining.sort(Comparator.comparingDouble((double[] face) -> face[ROW]).reversed());
        List<double[]> kept = new ArrayList<>();
        while (!remaining.isEmpty()) {
            double[] best = remaining.getFirst();
            List<double[]> near =
                    remaining.stream().filter(face -> overlap(face, best) > 0.3).toList();
            double[] mean = new double[ROW + 1];
            double weight = 0;
            for (double[] face : near) {
                weight += face[ROW];
                for (int i = 0; i < ROW; i++) {
                    mean[i] += face[i] * face[ROW];
                }
            }
            for (int i = 0; i < ROW; i++) {
                mean[i] /= weight;
            }
            mean[ROW] = best[ROW];
            kept.add(mean);
            remaining.removeAll(near);
        }
        return kept;
    }

    private static double overlap(double[] a, double[] b) {
        double across = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
        double down = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
        if (across <= 0 || down <= 0) {
            return 0;
        }
        double both = across * down;
        return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both);
    }

    private static void assertSame(List<Detection> found, List<double[]> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            Detection face = found.get(i);
            double[] plain = expected.get(i);
            assertThat(face.score()).isCloseTo((float) plain[ROW], within(1e-5f));
            assertThat(face.box().x()).isCloseTo((float) plain[0] / SIDE, within(1e-4f));
            assertThat(face.box().y()).isCloseTo((float) plain[1] / SIDE, within(1e-4f));
            assertThat(face.box().width()).isCloseTo((float) (plain[2] - plain[0]) / SIDE, within(1e-4f));
            assertThat(face.box().height()).isCloseTo((float) (plain[3] - plain[1]) / SIDE, within(1e-4f));
            for (int point = 0; point < 6; point++) {
                assertThat(face.keypoints().x(point)).isCloseTo((float) plain[4 + 2 * point] / SIDE, within(1e-4f));
                assertThat(face.keypoints().y(point)).isCloseTo((float) plain[5 + 2 * point] / SIDE, within(1e-4f));
            }
        }
    }
}
