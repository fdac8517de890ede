package dev.spotter.model;

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

    // a window as it was quantized last, so that only its new samples need be; null where elements are no bytes
    private final byte[] quantized;
    private SampleWindow quantizedFrom;
    private long quantizedPosition = -1;

    /** @throws ModelException {@code wrong-tensor-shape} where the tensor has another number of elements than the package says */
    InputTensor(ModelInput input, TfLiteTensor tensor) {
        this.input = input;
        this.tensor = new TensorWriter(tensor);
        if (this.tensor.elements() != input.elements()) {
            throw new ModelException(
                    "wrong-tensor-shape",
                    "input %s is %s, which makes %d elements, but the model's tensor %s has %d"
                            .formatted(
                                    input.name(),
                                    input.summary(),
                                    input.elements(),
                                    tensor.name(),
                                    this.tensor.elements()));
        }
        this.quantized = input instanceof WindowInput && this.tensor.bytes() ? new byte[this.tensor.elements()] : null;
        int channels = input.normalisation().mean().size();
        this.slopes = new double[channels];
        this.offsets = new double[channels];
        for (int c = 0; c < channels; c++) {
            slopes[c] = 1 / input.normalisation().scale().get(c);
            offsets[c] = -input.normalisation().mean().get(c) * slopes[c];
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
            quantize(wanted, window, channels);
            tensor.putAll(quantized);
            return;
        }
        int element = 0;
        for (int ago = wanted.samples() - 1; ago >= 0; ago--) {
            for (int channel = 0; channel < channels; channel++) {
                put(element++, channel, wanted.fill().value(window, channel, ago));
            }
        }
    }

    /** Moves what is still in the window to its place, and quantizes what is new. */
    private void quantize(WindowInput wanted, SampleWindow window, int channels) {
        int samples = wanted.samples();
        int fresh = samples;
        if (window == quantizedFrom && window.available() >= samples) {
            fresh = (int) Math.min(samples, window.newSince(quantizedPosition));
        }
        quantizedPosition = -1; // until all is well again
        System.arraycopy(quantized, fresh * channels, quantized, 0, (samples - fresh) * channels);
        int element = (samples - fresh) * channels;
        int available = window.available();
        for (int ago = fresh - 1; ago >= 0; ago--) {
            for (int channel = 0; channel < channels; channel++) {
                float value = ago < available
                        ? window.value(channel, ago)
                        : wanted.fill().value(window, channel, ago);
                requireFinite(element, value);
                quantized[element++] = tensor.step8(value * slopes[channel] + offsets[channel]);
            }
        }
        quantizedFrom = window;
        // a window that was filled up by a rule holds what never was
        quantizedPosition = window.available() >= samples ? window.position() : -1;
    }

    /**
     * Writes a picture, scaled to the input's size.
     *
     * @throws ModelException {@code wrong-input-kind}
     */
    void fill(Picture picture) {
        if (!(input instanceof ImageInput wanted)) {
            throw wrongKind("a picture");
        }
        Picture scaled = picture.scaledTo(wanted.width(), wanted.height());
        int colours = wanted.colours().count();
        tensor.begin();
        int element = 0;
        for (int y = 0; y < wanted.height(); y++) {
            for (int x = 0; x < wanted.width(); x++) {
                for (int colour = 0; colour < colours; colour++) {
                    put(element++, colour, colours == 1 ? scaled.grey(x, y) : scaled.colour(x, y, colour));
                }
            }
        }
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
        requireFinite(element, value);
        tensor.put(element, value * slopes[channel] + offsets[channel]);
    }

    private void requireFinite(int element, float value) {
        if (!Float.isFinite(value)) {
            throw new ModelException(
                    "not-finite",
                    "input %s was given %s at element %d; only finite numbers are taken"
                            .formatted(input.name(), value, element));
        }
    }

    private ModelException wrongKind(String given) {
        return new ModelException(
                "wrong-input-kind", "input %s is %s, but %s is given".formatted(input.name(), input.summary(), given));
    }
}
