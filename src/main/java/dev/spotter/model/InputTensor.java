package dev.spotter.model;

import dev.spotter.model.frame.PictureSampler;
import dev.spotter.model.frame.PictureTransform;
import dev.spotter.model.picture.Picture;
import dev.spotter.tflite.TfLiteTensor;

/**
 * One input of a package together with its tensor: takes what is in natural units, normalises it and writes it into the
 * tensor, with nothing in between. Filling from samples or numbers allocates nothing.
 */
final class InputTensor {
    private final ModelInput input;
    private final TensorWriter tensor;
    // normalised = value * slopes[channel] + offsets[channel]
    private final double[] slopes;
    private final double[] offsets;
    private final PictureTransform transform = new PictureTransform();

    // a window's samples as bytes, shared with models that take the same; null where elements are no bytes
    private QuantizedWindow quantized;

    /** @throws ModelException {@code wrong-tensor-shape} where the tensor has another number of elements than the package says */
    InputTensor(ModelInput input, TfLiteTensor tensor) {
        this.input = input;
        this.tensor = new TensorWriter(tensor).require(input);
        this.quantized = input instanceof WindowInput wanted && this.tensor.bytes()
                ? new QuantizedWindow(wanted, this.tensor.steps())
                : null;
        if (input instanceof ImageInput image) {
            transform.stretch(image.width(), image.height(), image.width(), image.height());
        }
        int channels = input.normalisation().mean().size();
        this.slopes = new double[channels];
        this.offsets = new double[channels];
        for (int channel = 0; channel < channels; channel++) {
            slopes[channel] = input.normalisation().slope(channel);
            offsets[channel] = input.normalisation().offset(channel);
        }
    }

    /** From now on takes from this source what other models take from it too. */
    void share(WindowSource source) {
        if (quantized != null) {
            quantized = source.quantized((WindowInput) input, tensor.steps());
        }
    }

    ModelInput input() {
        return input;
    }

    /**
     * Writes the newest samples, older ones first; what is missing before the first one by the input's fill rule.
     *
     * @throws ModelException {@code wrong-input-kind}, {@code wrong-channels}, {@code empty-window} or {@code not-finite}
     */
    void fill(SampleWindow window) {
        if (!(input instanceof WindowInput wanted)) {
            throw wrongKind("a window of samples");
        }
        int channels = slopes.length;
        if (window.channels() != channels) {
            throw new ModelException(
                    "wrong-channels",
                    "input %s takes %d channels %s, but the window has %d"
                            .formatted(wanted.name(), channels, wanted.channels(), window.channels()));
        }
        if (window.available() < 1) {
            throw new ModelException(
                    "empty-window", "input " + wanted.name() + " is to be filled from a window without samples");
        }
        tensor.begin();
        if (quantized != null) {
            int from = quantized.of(wanted.name(), window, wanted.samples());
            tensor.putAll(quantized.bytes(), from);
            return;
        }
        int element = 0;
        for (int ago = wanted.samples() - 1; ago >= 0; ago--) {
            for (int channel = 0; channel < channels; channel++) {
                put(element++, channel, wanted.fill().value(window, channel, ago));
            }
        }
    }

    /**
     * Writes a picture, as a camera's frame of it would be written (see {@link PictureSampler}).
     *
     * @throws ModelException {@code wrong-input-kind}
     */
    void fill(Picture picture) {
        if (!(input instanceof ImageInput wanted)) {
            throw wrongKind("a picture");
        }
        transform.whole(wanted.fit(), picture.width(), picture.height(), wanted.width(), wanted.height());
        new PictureSampler(new PixelTensor(wanted, tensor)).sample(picture, transform);
    }

    /** How the last picture came into the tensor; before there was one, as if it had the tensor's own size. */
    PictureTransform transform() {
        return transform;
    }

    /**
     * Writes plain numbers in natural units, in the tensor's order.
     *
     * @throws ModelException {@code wrong-length} or {@code not-finite}
     */
    void fill(float[] values) {
        if (values.length != tensor.elements()) {
            throw new ModelException(
                    "wrong-length",
                    "input %s takes %d numbers, but %d are given"
                            .formatted(input.name(), tensor.elements(), values.length));
        }
        tensor.begin();
        for (int i = 0; i < values.length; i++) {
            put(i, i % slopes.length, values[i]);
        }
    }

    private void put(int element, int channel, float value) {
        if (!Float.isFinite(value)) {
            throw notFinite(input.name(), value, channel);
        }
        tensor.put(element, value * slopes[channel] + offsets[channel]);
    }

    static ModelException notFinite(String input, float value, int channel) {
        return new ModelException(
                "not-finite",
                "input %s was given %s in channel %d (counted from 0); only finite numbers are taken"
                        .formatted(input, value, channel));
    }

    private ModelException wrongKind(String given) {
        return new ModelException(
                "wrong-input-kind", "input %s is %s, but %s is given".formatted(input.name(), input.summary(), given));
    }
}
