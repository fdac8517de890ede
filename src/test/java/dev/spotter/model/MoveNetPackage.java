package dev.spotter.model;

import dev.spotter.SharedFiles;
import java.nio.file.Path;
import java.util.Collections;
import java.util.function.UnaryOperator;

/** A package around the public MoveNet (single pose, Lightning), with its picture of a squat as the example. */
public final class MoveNetPackage {
    private static final String DESCRIPTION = """
            name: NAME
            version: 1.0.0
            task: pose
            description: MoveNet Lightning
            file: model.tflite
            files:
              model.tflite: HASH(model.tflite)
              golden/squat.bmp: HASH(golden/squat.bmp)
              golden/squat.out.csv: HASH(golden/squat.out.csv)
            inputs:
              - {name: picture, kind: image, meaning: the scene, width: 192, height: 192, colours: rgb, fit: letterbox}
            outputs:
              - {name: pose, meaning: keypoints}
            operators: [CONV_2D]
            golden:
              - {name: squat, input: golden/squat.bmp, output: golden/squat.out.csv, tolerance: 1}
            licence: Apache-2.0
            training:
              data: [{name: COCO and others, source: Google, licence: various, class: B}]
            """;

    private MoveNetPackage() {}

    public static Path write(Path parent, String name) {
        return write(parent, name, yaml -> yaml);
    }

    public static Path write(Path parent, String name, UnaryOperator<String> change) {
        Path folder = parent.resolve(name);
        ExamplePackage.file(
                folder.resolve("model.tflite"),
                DigitPackage.bytes(SharedFiles.models("coral/movenet_single_pose_lightning_ptq.tflite")));
        ExamplePackage.file(
                folder.resolve("golden/squat.bmp"), DigitPackage.bytes(SharedFiles.models("coral/squat.bmp")));
        ExamplePackage.file(
                folder.resolve("golden/squat.out.csv"),
                String.join(",", Collections.nCopies(51, "0")).getBytes());
        ExamplePackage.describe(folder, change.apply(DESCRIPTION));
        return folder;
    }
}
