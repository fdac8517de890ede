package dev.spotter.model.adapter;

import java.nio.file.Path;
import java.util.List;

/** A scripted model for each adapter that gives places in a frame. */
enum OutputKind {
    MOVENET("pose", 192, "{kind: movenet, score: 0, point-score: 0}", "", List.of("keypoints"), new int[] {1, 1, 17, 3
    }),
    POSE_LANDMARKS(
            "pose",
            256,
            "{kind: mediapipe-pose-landmarks, score: 0, point-score: 0}",
            "",
            List.of("keypoints", "scores"),
            new int[] {1, 195},
            new int[] {1, 1}),
    FACES(
            "detection",
            128,
            "{kind: mediapipe-face-detection}",
            "[face]",
            List.of("boxes", "scores"),
            new int[] {1, 896, 16},
            new int[] {1, 896, 1}),
    SSD(
            "detection",
            100,
            "{kind: ssd, anchors: {kind: scales, grids: [5, 2]}, activation: softmax, background: true}",
            "[person, bench]",
            List.of("boxes", "scores"),
            new int[] {1, 99, 4},
            new int[] {1, 99, 3}),
    SSD_POSTPROCESSED(
            "detection",
            100,
            "{kind: ssd-postprocessed}",
            "[person, bench]",
            List.of("boxes", "classes", "scores", "count"),
            new int[] {1, 10, 4},
            new int[] {1, 10},
            new int[] {1, 10},
            new int[] {1});

    private final String task;
    final int side;
    private final String adapter;
    private final String labels;
    private final List<String> meanings;
    final int[][] shapes;

    OutputKind(String task, int side, String adapter, String labels, List<String> meanings, int[]... shapes) {
        this.task = task;
        this.side = side;
        this.adapter = adapter;
        this.labels = labels;
        this.meanings = meanings;
        this.shapes = shapes;
    }

    ScriptedModel open(Path store) {
        return ScriptedModel.open(store, task, side, adapter, labels, meanings, shapes);
    }

    int elements(int output) {
        int elements = 1;
        for (int dimension : shapes[output]) {
            elements *= dimension;
        }
        return elements;
    }
}
