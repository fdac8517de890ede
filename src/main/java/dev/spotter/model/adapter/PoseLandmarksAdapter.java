package dev.spotter.model.adapter;

import dev.spotter.model.AdapterConfiguration.MediaPipePoseLandmarks;
import dev.spotter.model.ModelOutput.Meaning;
import dev.spotter.model.TensorReader;
import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.BodyPoint;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Keypoints;
import java.util.Arrays;
import java.util.List;

/**
 * MediaPipe's pose landmarks (BlazePose, Bazarevsky et al. 2020): rows of x, y, z in pixels of the input, and the logits of
 * visibility and presence. The first 33 are the body's points, the others serve to follow it. Of the score, too, MediaPipe's
 * graph {@code tensors_to_pose_landmarks_and_segmentation} is followed; a point's score is its visibility.
 */
final class PoseLandmarksAdapter implements ResultAdapter {
    private static final List<String> NAMES =
            Arrays.stream(BodyPoint.values()).map(BodyPoint::word).toList();

    private static final int ROWS = 39;
    private static final int ROW_NUMBERS = 5;
    private static final int VISIBILITY = 3;

    /** Numbers of the output. */
    static final int ELEMENTS = ROWS * ROW_NUMBERS;

    private final TensorReader landmarks;
    private final TensorReader presence;
    private final Bodies bodies;
    private final float[] rows = new float[ELEMENTS];
    private final float[] present = new float[1];
    private final float[] points = new float[NAMES.size() * Keypoints.STRIDE];

    PoseLandmarksAdapter(MediaPipePoseLandmarks configuration, MeantTensors tensors) {
        landmarks = tensors.reader(Meaning.KEYPOINTS, ELEMENTS);
        presence = tensors.reader(Meaning.SCORES, present.length);
        bodies = new Bodies(NAMES, configuration.score(), configuration.pointScore());
    }

    @Override
    public void begin(Detections where) {
        bodies.begin();
    }

    @Override
    public void read(PictureTransform transform, int part) {
        presence.read(present);
        landmarks.read(rows);
        for (int point = 0; point < NAMES.size(); point++) {
            points[point * Keypoints.STRIDE] = rows[point * ROW_NUMBERS];
            points[point * Keypoints.STRIDE + 1] = rows[point * ROW_NUMBERS + 1];
            points[point * Keypoints.STRIDE + 2] = Logistic.of(rows[point * ROW_NUMBERS + VISIBILITY]);
        }
        bodies.add(transform, present[0], points);
    }

    @Override
    public Finding found() {
        return bodies.found();
    }
}
