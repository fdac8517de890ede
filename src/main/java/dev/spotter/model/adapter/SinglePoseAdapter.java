package dev.spotter.model.adapter;

import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.Box;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Keypoints;
import dev.spotter.observation.Pose;
import dev.spotter.observation.Poses;
import dev.spotter.tflite.TfLiteTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** MoveNet's only body: 17 rows of y, x and score, in shares of the tensor's sides. */
final class SinglePoseAdapter implements ResultAdapter {
    private static final List<String> COCO = List.of(
            "nose",
            "left-eye",
            "right-eye",
            "left-ear",
            "right-ear",
            "left-shoulder",
            "right-shoulder",
            "left-elbow",
            "right-elbow",
            "left-wrist",
            "right-wrist",
            "left-hip",
            "right-hip",
            "left-knee",
            "right-knee",
            "left-ankle",
            "right-ankle");

    private final TfLiteTensor output;
    private final List<Pose> poses = new ArrayList<>();

    SinglePoseAdapter(TfLiteTensor output) {
        this.output = output;
    }

    @Override
    public void begin(Detections where) {
        poses.clear();
    }

    @Override
    public void read(PictureTransform transform, int part) {
        MemorySegment data = output.data();
        float[] values = new float[COCO.size() * Keypoints.STRIDE];
        float total = 0;
        for (int point = 0; point < COCO.size(); point++) {
            int at = point * Keypoints.STRIDE;
            double y = data.getAtIndex(ValueLayout.JAVA_FLOAT, at) * transform.tensorHeight();
            double x = data.getAtIndex(ValueLayout.JAVA_FLOAT, at + 1) * transform.tensorWidth();
            values[at] = (float) (transform.frameX(x, y) / transform.frameWidth());
            values[at + 1] = (float) (transform.frameY(x, y) / transform.frameHeight());
            values[at + 2] = data.getAtIndex(ValueLayout.JAVA_FLOAT, at + 2);
            total += values[at + 2];
        }
        poses.add(new Pose(total / COCO.size(), Box.WHOLE, new Keypoints(COCO, values)));
    }

    @Override
    public Finding found() {
        return new Poses(poses);
    }
}
