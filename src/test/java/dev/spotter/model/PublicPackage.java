package dev.spotter.model;

import dev.spotter.SharedFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Packages around the public models that lie beside the checkout, as a technician would write them. */
public enum PublicPackage {
    POSE_DETECTION("mediapipe/pose_detection.tflite", "coral/squat.bmp", """
            task: detection
            inputs:
              - name: picture
                kind: image
                meaning: the scene
                width: 224
                height: 224
                colours: rgb
                fit: letterbox
                normalisation: {mean: [127.5, 127.5, 127.5], scale: [127.5, 127.5, 127.5]}
            outputs:
              - {name: boxes, meaning: boxes}
              - {name: scores, meaning: scores}
            adapter: {kind: mediapipe-pose-detection}
            labels: [person]
            """),
    POSE_LANDMARKS("mediapipe/pose_landmark_lite.tflite", "coral/squat.bmp", """
            task: pose
            inputs:
              - name: picture
                kind: image
                meaning: a person
                width: 256
                height: 256
                colours: rgb
                fit: letterbox
                region: {from: keypoints, centre: mid-hip, towards: full-body, margin: 0.125}
                normalisation: {mean: [0, 0, 0], scale: [255, 255, 255]}
            outputs:
              - {name: landmarks, meaning: keypoints}
              - {name: presence, meaning: scores}
              - {name: mask, meaning: vector}
              - {name: heatmap, meaning: vector}
              - {name: world, meaning: vector}
            adapter: {kind: mediapipe-pose-landmarks}
            """),
    FACE_DETECTION("mediapipe/face_detection_short_range.tflite", "coral/squat.bmp", """
            task: detection
            inputs:
              - name: picture
                kind: image
                meaning: the scene
                width: 128
                height: 128
                colours: rgb
                fit: letterbox
                normalisation: {mean: [127.5, 127.5, 127.5], scale: [127.5, 127.5, 127.5]}
            outputs:
              - {name: boxes, meaning: boxes}
              - {name: scores, meaning: scores}
            adapter: {kind: mediapipe-face-detection}
            labels: [face]
            """),
    VISUAL_WAKE_WORDS("mlperf-tiny/vww_96_int8.tflite", "tflite-micro/no_person.bmp", """
            task: classification
            inputs:
              - name: picture
                kind: image
                meaning: the scene
                width: 96
                height: 96
                colours: rgb
                fit: letterbox
                normalisation: {mean: [0, 0, 0], scale: [255, 255, 255]}
            outputs:
              - {name: verdict, meaning: probabilities}
            labels: [no-person, person]
            """),
    MOBILENET("coral/mobilenet_v1_0.25_128_quant.tflite", "coral/bird.bmp", """
            task: classification
            inputs:
              - name: picture
                kind: image
                meaning: the scene
                width: 128
                height: 128
                colours: rgb
                fit: crop
                normalisation: {mean: [128, 128, 128], scale: [128, 128, 128]}
            outputs:
              - {name: verdict, meaning: probabilities}
            labels: LABELS
            """),
    MACHINE_SOUND("mlperf-tiny/ad01_int8.tflite", "coral/squat.bmp", """
            task: anomaly
            inputs:
              - {name: sound, kind: vector, meaning: five frames of 128 log mels, length: 640, unit: dB}
            outputs:
              - {name: again, meaning: reconstruction}
            """);

    private static final String REST = """
            name: NAME
            version: 1.0.0
            description: a public model
            file: model.tflite
            files:
              model.tflite: HASH(model.tflite)
              golden/input.bmp: HASH(golden/input.bmp)
              golden/output.csv: HASH(golden/output.csv)
            operators: [CONV_2D]
            golden:
              - {name: example, input: golden/input.bmp, output: golden/output.csv, tolerance: 1}
            licence: Apache-2.0
            training:
              data: [{name: various, source: Google and others, licence: various, class: B}]
            """;

    private final String model;
    private final String example;
    private final String description;

    PublicPackage(String model, String example, String description) {
        this.model = model;
        this.example = example;
        this.description = description;
    }

    /** Writes it; the folder has its name. Its example is there to be opened, not to be reproduced. */
    public ModelPackage write(Path parent) {
        return write(parent, yaml -> yaml);
    }

    /** As above, with its description changed. */
    public ModelPackage write(Path parent, UnaryOperator<String> change) {
        Path folder = parent.resolve(name().toLowerCase().replace('_', '-'));
        ExamplePackage.file(folder.resolve("model.tflite"), DigitPackage.bytes(SharedFiles.models(model)));
        ExamplePackage.file(folder.resolve("golden/input.bmp"), DigitPackage.bytes(SharedFiles.models(example)));
        ExamplePackage.file(folder.resolve("golden/output.csv"), "0\n".getBytes());
        ExamplePackage.describe(folder, change.apply(REST + description.replace("LABELS", imageNetLabels())));
        return ModelPackage.read(folder);
    }

    /** With their numbers, because two things are called a crane. */
    private static String imageNetLabels() {
        List<String> labels = new String(
                        DigitPackage.bytes(SharedFiles.models("coral/imagenet_labels.txt")), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return IntStream.range(0, labels.size())
                .mapToObj(i -> "\"" + i + " " + labels.get(i) + "\"")
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
