package dev.spotter.model;

import dev.spotter.SharedFiles;
import dev.spotter.model.picture.Picture;
import dev.spotter.model.picture.PictureReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A package around the public LSTM for handwritten digits: a picture of 28 x 28 is read as a window of 28 samples with 28
 * channels, which makes it a recurrent classifier of windows.
 */
public final class DigitPackage {
    private DigitPackage() {}

    public static Path write(Path parent, String name) {
        return write(parent, name, yaml -> yaml);
    }

    public static Path write(Path parent, String name, UnaryOperator<String> change) {
        Path folder = parent.resolve(name);
        ExamplePackage.file(
                folder.resolve("model.tflite"), bytes(SharedFiles.models("coral/keras_lstm_mnist_ptq.tflite")));
        ExamplePackage.file(folder.resolve("golden/nine.csv"), nine().getBytes());
        ExamplePackage.file(folder.resolve("golden/nine.out.csv"), (ones(9, "0") + ",1\n").getBytes());
        String channels = IntStream.range(0, 28).mapToObj(i -> "x" + i).collect(Collectors.joining(", "));
        String yaml = ExamplePackage.DESCRIPTION
                .replace("golden/one", "golden/nine")
                .replace("[x, y]", "[" + channels + "]")
                .replace("[g, g]", "[" + ones(28, "grey") + "]")
                .replace("samples: 4", "samples: 28")
                .replace(
                        "{mean: [0, 0.5], scale: [1, 2]}",
                        "{mean: [%s], scale: [%s]}".formatted(ones(28, "0"), ones(28, "255")))
                .replace("{name: logits, meaning: logits}", "{name: digit, meaning: probabilities}")
                .replace("[squat, rest]", "[zero, one, two, three, four, five, six, seven, eight, nine]")
                .replace("[CONV_2D, FULLY_CONNECTED]", "[UNIDIRECTIONAL_SEQUENCE_LSTM, FULLY_CONNECTED, SOFTMAX]");
        ExamplePackage.describe(folder, change.apply(yaml));
        return folder;
    }

    /** The rows of the picture of a nine, 0 to 255, as the golden input. */
    static String nine() {
        Picture nine = PictureReader.read(bytes(SharedFiles.models("coral/mnist_nine.bmp")));
        return IntStream.range(0, 28).mapToObj(i -> "x" + i).collect(Collectors.joining(",", "", "\n"))
                + IntStream.range(0, 28)
                        .mapToObj(y -> IntStream.range(0, 28)
                                .mapToObj(x -> Integer.toString(nine.colour(x, y, 0)))
                                .collect(Collectors.joining(",")))
                        .collect(Collectors.joining("\n"));
    }

    public static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ones(int count, String each) {
        return String.join(",", Collections.nCopies(count, each));
    }
}
