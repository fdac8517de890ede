package dev.spotter.model;

/**
 * The newest samples of a window as the bytes of a tensor, for all models that normalise and quantize alike: each sample is
 * quantized once, when it is new. One thread at a time; allocates nothing once warm.
 */
final class QuantizedWindow {
    private final FillRule fill;
    private final int channels;
    private final Normalisation normalisation;
    private final QuantizedSteps steps;

    /** The most samples that anybody takes. */
    private int most;

    // for each element of so many samples: a step above the lowest is value * slope + offset
    private double[] slopes = {};
    private double[] offsets = {};

    private float[] fresh = {};

    // room for twice as many samples as are taken: they move to the front only once it is full
    private byte[] bytes = {};
    /** Behind the newest sample. */
    private int end;

    // what stands there: so many of the newest samples of that source at that position
    private int held;
    private SampleWindow source;
    private long position = -1;

    QuantizedWindow(WindowInput input, QuantizedSteps steps) {
        this.fill = input.fill();
        this.channels = input.channels().size();
        this.normalisation = input.normalisation();
        this.steps = steps;
        reserve(input.samples());
    }

    /** Somebody takes so many samples. */
    void reserve(int samples) {
        if (samples <= most) {
            return;
        }
        most = samples;
        bytes = new byte[2 * most * channels];
        fresh = new float[most * channels];
        slopes = new double[most * channels];
        offsets = new double[most * channels];
        for (int element = 0; element < slopes.length; element++) {
            int channel = element % channels;
            slopes[element] = normalisation.slope(channel) * steps.perUnit();
            offsets[element] = normalisation.offset(channel) * steps.perUnit() + steps.upwards();
        }
        forget();
    }

    /** The array in which {@link #of} puts the samples; another one after {@link #reserve}. */
    byte[] bytes() {
        return bytes;
    }

    /**
     * Sees to it that the newest samples stand in {@link #bytes()}, older ones first; what is missing before the first one by
     * the fill rule.
     *
     * @param input whose samples they are, for messages
     * @param window at least one sample
     * @param samples how many, at most what was reserved
     * @return where the oldest of them begins
     * @throws ModelException {@code not-finite}
     */
    int of(String input, SampleWindow window, int samples) {
        if (window.available() < samples) {
            fillUp(input, window, samples);
        } else {
            long news = window.source() == source ? window.newSince(position) : Long.MAX_VALUE;
            boolean anew = news < 0 || news > samples || held + news < samples;
            append(input, window, anew ? samples : (int) news, anew ? 0 : held);
        }
        return (end - samples) * channels;
    }

    /** Appends the newest samples to those that stay. */
    private void append(String input, SampleWindow window, int count, int staying) {
        if (count == 0) {
            return;
        }
        forget(); // until all is well
        if (staying == 0) {
            end = 0;
        } else if ((end + count) * channels > bytes.length) {
            int kept = Math.min(staying, most);
            System.arraycopy(bytes, (end - kept) * channels, bytes, 0, kept * channels);
            end = kept;
        }
        window.read(count - 1, count, fresh);
        quantize(input, count);
        end += count;
        held = Math.min(staying + count, end);
        source = window.source();
        position = window.position();
    }

    /** A window that is filled up by a rule holds what never was, so nothing of it stays. */
    private void fillUp(String input, SampleWindow window, int samples) {
        forget();
        int element = 0;
        for (int ago = samples - 1; ago >= 0; ago--) {
            for (int channel = 0; channel < channels; channel++) {
                fresh[element++] = fill.value(window, channel, ago);
            }
        }
        end = 0;
        quantize(input, samples);
        end = samples;
    }

    /** Puts the fresh samples behind the others. */
    private void quantize(String input, int count) {
        int to = end * channels;
        for (int element = 0; element < count * channels; element++) {
            float value = fresh[element];
            if (!Float.isFinite(value)) {
                throw InputTensor.notFinite(input, value, element % channels);
            }
            bytes[to + element] = steps.step(value * slopes[element] + offsets[element]);
        }
    }

    private void forget() {
        held = 0;
        source = null;
        position = -1;
    }
}
