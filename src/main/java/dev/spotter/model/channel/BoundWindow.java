package dev.spotter.model.channel;

import dev.spotter.model.ModelException;
import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowInput;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The samples of a source as a model takes them: its channels by name, derived where the source does not give them, and
 * at its rate. At a lower rate a sample is the mean over its step where the step is a whole number of samples, and
 * interpolated linearly otherwise. One thread at a time; allocates nothing once warm.
 */
public final class BoundWindow implements SampleWindow {
    private static final double WHOLE = 1e-6;

    /** How the names of channels begin that only windows with a reference have. */
    private static final String RELATIVE = "relative.";

    /** A channel that is computed from those at these places of a sample. */
    private record Derived(DerivedChannel channel, int[] needs, float[] values) {
        float value(SampleWindow window, int samplesAgo) {
            for (int i = 0; i < needs.length; i++) {
                values[i] = window.value(needs[i], samplesAgo);
            }
            return channel.formula().value(values);
        }

        float value(float[] samples, int from) {
            for (int i = 0; i < needs.length; i++) {
                values[i] = samples[from + needs[i]];
            }
            return channel.formula().value(values);
        }
    }

    // for each channel of the model: the source's, or else how it is derived
    private final int[] given;
    private final Derived[] derived;
    private final double step;
    /** Samples of the source a sample of the model; 0 where that is no whole number. */
    private final int whole;

    private SampleWindow window;

    // for reading many: samples of the source with what is derived of them, and where in there each value stands
    private final int width;
    private final Derived[] computed;
    private int room;
    private float[] samples = {};
    private int[] places = {};

    /**
     * @param model whose input it is, for messages
     * @param input what the model takes
     * @param channels what a sample of the source has
     * @param rateHz samples a second of the source
     * @throws ModelException {@code channel-missing} if the source neither gives a channel nor what it is derived from,
     *     {@code rate-too-low} if the source gives fewer samples a second than the model takes
     */
    public BoundWindow(String model, WindowInput input, List<String> channels, double rateHz) {
        given = input.channels().stream().mapToInt(channels::indexOf).toArray();
        derived = new Derived[given.length];
        for (int channel = 0; channel < given.length; channel++) {
            if (given[channel] < 0) {
                derived[channel] = derived(model, input.channels().get(channel), channels);
            }
        }
        width = channels.size();
        computed = Stream.of(derived).filter(Objects::nonNull).toArray(Derived[]::new);
        step = rateHz / input.rateHz();
        if (step < 1 - WHOLE) {
            throw new ModelException(
                    "rate-too-low",
                    "model '%s' takes %s samples a second, but its source gives %s"
                            .formatted(model, input.rateHz(), rateHz));
        }
        whole = Math.abs(step - Math.rint(step)) < WHOLE ? (int) Math.rint(step) : 0;
    }

    private static Derived derived(String model, String channel, List<String> channels) {
        DerivedChannel derived = DerivedChannels.find(channel).orElse(null);
        if (derived == null || !channels.containsAll(derived.needs())) {
            boolean unrelated =
                    channel.startsWith(RELATIVE) && channels.stream().noneMatch(one -> one.startsWith(RELATIVE));
            throw new ModelException(
                    "channel-missing",
                    "model '%s' takes the channel '%s', but %sits source gives only %s"
                            .formatted(
                                    model,
                                    channel,
                                    unrelated ? "its window has no 'reference' and " : "",
                                    String.join(", ", channels)));
        }
        int[] needs = derived.needs().stream().mapToInt(channels::indexOf).toArray();
        return new Derived(derived, needs, new float[needs.length]);
    }

    /** How many samples of a source make so many of the model. */
    public static int sourceSamples(int samples, double modelRateHz, double sourceRateHz) {
        return (int) Math.ceil(samples * Math.max(1, sourceRateHz / modelRateHz) - WHOLE);
    }

    /** Looks at these samples of the source from now on. */
    public BoundWindow of(SampleWindow sourceSamples) {
        window = sourceSamples;
        return this;
    }

    @Override
    public SampleWindow source() {
        return window.source();
    }

    @Override
    public long position() {
        return window.position();
    }

    /** At a lower rate the steps are counted back from the newest sample, so old ones stand only after whole steps. */
    @Override
    public long newSince(long earlier) {
        long fresh = window.newSince(earlier);
        if (whole == 1 || fresh == Long.MAX_VALUE) {
            return fresh;
        }
        return whole > 1 && fresh % whole == 0 ? fresh / whole : Long.MAX_VALUE;
    }

    @Override
    public int channels() {
        return given.length;
    }

    @Override
    public int available() {
        int available = window.available();
        return available == 0 ? 0 : Math.max(1, (int) (available / step + WHOLE));
    }

    @Override
    public float value(int channel, int samplesAgo) {
        if (whole == 1) {
            return source(channel, samplesAgo);
        }
        if (whole > 1) {
            return mean(channel, samplesAgo * whole);
        }
        double ago = samplesAgo * step;
        int newer = (int) ago;
        int older = Math.min(newer + 1, window.available() - 1);
        float share = (float) (ago - newer);
        return source(channel, newer) * (1 - share) + source(channel, older) * share;
    }

    private float mean(int channel, int first) {
        int end = Math.min(first + whole, window.available());
        float sum = 0;
        for (int ago = first; ago < end; ago++) {
            sum += source(channel, ago);
        }
        return sum / (end - first);
    }

    private float source(int channel, int samplesAgo) {
        int place = given[channel];
        return place >= 0 ? window.value(place, samplesAgo) : derived[channel].value(window, samplesAgo);
    }

    /** The same numbers as {@link #value} one by one, with every sample of the source read once. */
    @Override
    public void read(int samplesAgo, int count, float[] into) {
        int oldest = (samplesAgo + 1) * whole - 1;
        if (whole == 0 || oldest >= window.available()) {
            SampleWindow.super.read(samplesAgo, count, into);
            return;
        }
        reserve(count * whole);
        window.read(oldest, count * whole, samples);
        for (int i = 0; i < computed.length; i++) {
            for (int sample = 0; sample < count * whole; sample++) {
                samples[place(i) + sample * width] = computed[i].value(samples, sample * width);
            }
        }
        for (int element = 0; element < count * given.length; element++) {
            int at = places[element];
            into[element] = whole == 1 ? samples[at] : mean(at);
        }
    }

    /** Over a step, the newest first as in the other mean. */
    private float mean(int oldest) {
        float sum = 0;
        for (int at = oldest + (whole - 1) * width; at >= oldest; at -= width) {
            sum += samples[at];
        }
        return sum / whole;
    }

    /** Makes room for so many samples of the source, and beside them for what is derived of each. */
    private void reserve(int count) {
        if (count <= room) {
            return;
        }
        room = count;
        samples = new float[(1 + Math.ceilDiv(computed.length, width)) * room * width];
        places = new int[room / whole * given.length];
        for (int element = 0; element < places.length; element++) {
            int channel = element % given.length;
            int sample = element / given.length * whole;
            int place = given[channel] >= 0
                    ? given[channel]
                    : place(List.of(computed).indexOf(derived[channel]));
            places[element] = place + sample * width;
        }
    }

    /** Where what is derived of the first sample stands: as if there were so many more samples. */
    private int place(int i) {
        return (1 + i / width) * room * width + i % width;
    }
}
