package dev.spotter.pipeline.snapshot;

import dev.spotter.model.FrameModel;
import dev.spotter.model.ModelTask;
import dev.spotter.observation.Box;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Frame;
import dev.spotter.observation.Keypoints;
import dev.spotter.observation.Pose;
import dev.spotter.observation.Poses;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes faces in a frame unrecognisable, as its models find them: a detector of faces looks at the whole frame and then at
 * squares of it that overlap, for faces that are small; of a model of poses the head's key points count. What no model finds
 * stays as it is. One thread.
 */
public final class FaceBlur implements AutoCloseable {
    /** Squares are this share of the frame's shorter side, and half of that apart. */
    private static final double TILE = 0.5;
    /** What a detector calls a face ends at the brows and the chin: so much of it is added at each side. */
    private static final float MARGIN = 0.4f;

    private final List<FrameModel> models;

    /** @param models detectors of faces and models of poses, at least one; closed with this */
    public FaceBlur(List<FrameModel> models) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("faces are found by models, but there is none");
        }
        this.models = List.copyOf(models);
    }

    /**
     * Blurs the faces in a frame.
     *
     * @throws dev.spotter.model.ModelException where a model fails; nothing has been blurred then
     */
    void blur(Frame frame) {
        List<Box> faces = new ArrayList<>();
        for (FrameModel model : models) {
            add(model.see(frame), frame, faces);
            if (model.task() == ModelTask.DETECTION) {
                Detections tiles = tiles(frame);
                add(model.see(frame, tiles, tiles.detections().size()), frame, faces);
            }
        }
        faces.forEach(face -> Pixelation.apply(frame, face));
    }

    private static void add(Finding finding, Frame frame, List<Box> faces) {
        switch (finding) {
            case Detections detections -> detections.detections().forEach(face -> faces.add(enlarged(face.box())));
            case Poses poses -> {
                for (Pose pose : poses.poses()) {
                    Heads.of(pose.keypoints(), frame).ifPresent(faces::add);
                }
            }
            default -> throw new IllegalArgumentException("faces are detections or heads of poses, not " + finding);
        }
    }

    private static Box enlarged(Box box) {
        return new Box(
                box.x() - MARGIN * box.width(),
                box.y() - MARGIN * box.height(),
                box.width() * (1 + 2 * MARGIN),
                box.height() * (1 + 2 * MARGIN));
    }

    /** Squares that cover the frame, each overlapping its neighbours by half. */
    private static Detections tiles(Frame frame) {
        double side = TILE * Math.min(frame.width(), frame.height());
        int across = steps(frame.width(), side);
        int down = steps(frame.height(), side);
        List<Detection> tiles = new ArrayList<>();
        for (int y = 0; y <= down; y++) {
            for (int x = 0; x <= across; x++) {
                tiles.add(new Detection(
                        "tile",
                        1,
                        new Box(
                                (float) ((frame.width() - side) * x / across / frame.width()),
                                (float) ((frame.height() - side) * y / down / frame.height()),
                                (float) (side / frame.width()),
                                (float) (side / frame.height())),
                        Keypoints.NONE));
            }
        }
        return new Detections(tiles);
    }

    private static int steps(int pixels, double side) {
        return (int) Math.ceil((pixels - side) / (side / 2));
    }

    @Override
    public void close() {
        models.forEach(FrameModel::close);
    }
}
