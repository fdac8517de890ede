package dev.spotter.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/** Writes small model packages for tests, with right hashes. */
public final class ExamplePackage {
    /** A model.yaml as {@link #describe} takes it, of a package whose model is no model. */
    public static final String DESCRIPTION = """
            name: NAME
            version: 1.2.3
            task: classification
            description: an example
            file: model.tflite
            files:
              model.tflite: HASH(model.tflite)
              golden/one.csv: HASH(golden/one.csv)
              golden/one.out.csv: HASH(golden/one.out.csv)
            inputs:
              - name: imu
                kind: window
                meaning: specific force
                channels: [x, y]
                units: [g, g]
                rate-hz: 50
                samples: 4
                fill: first
                normalisation: {mean: [0, 0.5], scale: [1, 2]}
            outputs:
              - {name: logits, meaning: logits}
            labels: [squat, rest]
            operators: [CONV_2D, FULLY_CONNECTED]
            golden:
              - {name: one, input: golden/one.csv, output: golden/one.out.csv, tolerance: 0.25}
            licence: Apache-2.0
            training:
              data: [{name: simulated, source: this repository, licence: Apache-2.0, class: A}]
            """;

    private ExamplePackage() {}

    /** A package whose model is no model; good for all that does not open it as one. */
    static Path write(Path parent, String name) {
        return write(parent, name, yaml -> yaml);
    }

    public static Path write(Path parent, String name, UnaryOperator<String> change) {
        Path folder = parent.resolve(name);
        file(folder.resolve("model.tflite"), "no model".getBytes());
        file(folder.resolve("golden/one.csv"), "x,y\n1,2\n3,4\n".getBytes());
        file(folder.resolve("golden/one.out.csv"), "0.5,-0.5\n".getBytes());
        describe(folder, change.apply(DESCRIPTION));
        return folder;
    }

    /** Writes model.yaml, in which NAME and HASH(path) stand for what is right. */
    public static void describe(Path folder, String yaml) {
        String text = yaml.replace("NAME", folder.getFileName().toString());
        for (int at = text.indexOf("HASH("); at >= 0; at = text.indexOf("HASH(")) {
            int end = text.indexOf(')', at);
            text = text.substring(0, at) + hash(folder.resolve(text.substring(at + 5, end))) + text.substring(end + 1);
        }
        file(folder.resolve("model.yaml"), text.getBytes());
    }

    public static void file(Path path, byte[] bytes) {
        try {
            Files.createDirectories(path.getParent());
            Files.write(path, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String hash(Path path) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path)));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
