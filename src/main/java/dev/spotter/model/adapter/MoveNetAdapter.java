package dev.spotter.model.adapter;

import dev.spotter.model.AdapterConfiguration.MoveNet;
import dev.spotter.model.ModelOutput.Meaning;
import dev.spotter.model.TensorReader;
import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.BodyPoint;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Keypoints;
import java.util.List;
import java.util.stream.Stream;

/** MoveNet's single pose (its model card, 2021): 1 x 1 x 17 x 3, rows of y, x and score. */
final class MoveNetAdapter implements ResultAdapter {
    /** The key points of COCO (Lin et al. 2014), in its order. */
    private static final List<String> NAMES = Stream.of(
                    BodyPoint.NOSE,
                    BodyPoint.LEFT_EYE,
                    BodyPoint.RIGHT_EYE,
                    BodyPoint.LEFT_EAR,
                    BodyPoint.RIGHT_EAR,
                    BodyPoint.LEFT_SHOULDER,
                    BodyPoint.RIGHT_SHOULDER,
                    BodyPoint.LEFT_ELBOW,
                    BodyPoint.RIGHT_ELBOW,
                    BodyPoint.LEFT_WRIST,
                    BodyPoint.RIGHT_WRIST,
                    BodyPoint.LEFT_HIP,
                    BodyPoint.RIGHT_HIP,
                    BodyPoint.LEFT_KNEE,
                    BodyPoint.RIGHT_KNEE,
                    BodyPoint.LEFT_ANKLE,
                    BodyPoint.RIGHT_ANKLE)
            .map(BodyPoint::word)
            .toList();

    /** Numbers of the output: y, x and score of each point. */
    static final int ELEMENTS = NAMES.size() * 3;

    private final TensorReader output;
    private final Bodies bodies;
    private final float[] points = new float[NAMES.size() * Keypoints.STRIDE];

    MoveNetAdapter(MoveNet configuration, MeantTensors tensors) {
        output = tensors.reader(Meaning.KEYPOINTS, ELEMENTS);
        bodies = new Bodies(NAMES, configuration.score(), configuration.pointScore());
    }

    @Override
    public void begin(Detections where) {
        bodies.begin();
    }

    @Override
    public void read(PictureTransform transform, int part) {
        output.read(points);
        float sum = 0;
        for (int i = 0; i < points.length; i += Keypoints.STRIDE) {
            float y = points[i];
            points[i] = points[i + 1] * transform.tensorWidth();
            points[i + 1] = y * transform.tensorHeight();
            sum += points[i + 2];
        }
        bodies.add(transform, sum / NAMES.size(), points);
    }

    @Override
    public Finding found() {
        return bodies.found();
    }
}
