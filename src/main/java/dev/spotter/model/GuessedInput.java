package dev.spotter.model;

import dev.spotter.tflite.TfLiteTensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What the input of a bare file probably means: the conventions that public image models follow. */
final class GuessedInput {
    private static final String MEANING = "guessed from the tensor";

    private GuessedInput() {}

    /** @throws ModelException {@code wrong-input-kind} where the tensor's shape is not that of a picture */
    static ImageInput picture(TfLiteTensor tensor) {
        int[] shape = tensor.shape();
        boolean flat = shape.length == 3;
        int colours = flat ? 1 : shape.length == 4 ? shape[3] : 0;
        if (colours != 1 && colours != 3 || shape[0] != 1) {
            throw new ModelException(
                    "wrong-input-kind",
                    "the tensor %s has the shape %s; a picture is taken by 1 x height x width x 1 or 3"
                            .formatted(tensor.name(), Arrays.toString(shape)));
        }
        return new ImageInput(
                tensor.name(),
                MEANING,
                shape[2],
                shape[1],
                colours == 1 ? ImageInput.Colours.GREY : ImageInput.Colours.RGB,
                bytesAsTheyAre(tensor, colours),
                ImageInput.Fit.STRETCH,
                RegionRule.BOX);
    }

    /** Numbers in the tensor's real units. */
    static VectorInput vector(TfLiteTensor tensor) {
        return new VectorInput(tensor.name(), MEANING, Math.toIntExact(tensor.elements()), "-", Normalisation.none(1));
    }

    /** The normalisation after which the tensor's quantization gives the colour value itself, less 128 for int8. */
    private static Normalisation bytesAsTheyAre(TfLiteTensor tensor, int colours) {
        boolean quantized = tensor.quantization().isQuantized();
        double scale = quantized ? tensor.quantization().scale() : 1;
        double zeroPoint = quantized ? tensor.quantization().zeroPoint() : 0;
        return switch (tensor.type()) {
            case FLOAT32 -> same(colours, 0, 255);
            case INT8 -> same(colours, 128 + zeroPoint, 1 / scale);
            default -> same(colours, zeroPoint, 1 / scale);
        };
    }

    private static Normalisation same(int colours, double mean, double scale) {
        List<Double> means = Collections.nCopies(colours, mean);
        return new Normalisation(means, Collections.nCopies(colours, scale));
    }
}
