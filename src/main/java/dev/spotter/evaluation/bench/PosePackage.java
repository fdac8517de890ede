package dev.spotter.evaluation.bench;

import dev.spotter.model.ModelPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The public MoveNet (single pose, Lightning, int8) as a package. It is opened without a trial, so its example is none. */
final class PosePackage {
    static final String FILE = "movenet_single_pose_lightning_ptq.tflite";

    private static final String DESCRIPTION = """
            name: movenet
            version: 1.0.0
            task: pose
            description: MoveNet Lightning
            file: model.tflite
            files:
              model.tflite: %1$s
              golden/example: %1$s
            inputs:
              - {name: picture, kind: image, meaning: the scene, width: 192, height: 192, colours: rgb, fit: letterbox}
            outputs:
              - {name: pose, meaning: keypoints}
            operators: [CONV_2D]
            golden:
              - {name: example, input: golden/example, output: golden/example, tolerance: 0}
            licence: Apache-2.0
            training:
              data: [{name: COCO and others, source: Google, licence: various, class: B}]
            """;

    private PosePackage() {}

    /** Writes it into a folder. */
    static ModelPackage write(Path folder, Path model) {
        try {
            byte[] bytes = Files.readAllBytes(model);
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            Path into =
                    Files.createDirectories(folder.resolve("movenet/golden")).getParent();
            Files.write(into.resolve("model.tflite"), bytes);
            Files.write(into.resolve("golden/example"), bytes);
            Files.writeString(
                    into.resolve(ModelPackage.DESCRIPTION), DESCRIPTION.formatted(hash), StandardCharsets.UTF_8);
            return ModelPackage.read(into);
        } catch (IOException failure) {
            throw new BenchException("public-model-missing", model + " cannot be made a package: " + failure, failure);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
