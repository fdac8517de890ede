package dev.spotter.model.channel;

import dev.spotter.model.ModelException;
import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowInput;
import java.util.List;

/**
 * The samples of a source as one model takes them: its channels by name, derived where the source does not give them,
 * and at its rate. At a lower rate a sample is the mean over its step where the step is a whole number of samples, and
 * interpolated linearly otherwise. One thread at a time; allocates nothing once made.
 */
public final class BoundWindow implements SampleWindow {
    private static final double WHOLE = 1e-6;

    /** How the names of channels begin that only windows with a reference have. */
    private static final String RELATIVE = "relative.";

    // the source's channel, or negative where the channel is derived
    private final int[] given;
    private final Reading[] readings;
    private final double step;
    private SampleWindow window;

    /** How one channel of the model is read from a sample of the source. */
    private sealed interface Reading {
        float value(SampleWindow window, int samplesAgo);

        record Given(int channel) implements Reading {
            @Override
            public float value(SampleWindow window, int samplesAgo) {
                return window.value(channel, samplesAgo);
            }
        }

        record Derived(DerivedChannel channel, int[] needs, float[] values) implements Reading {
            @Override
            public float value(SampleWindow window, int samplesAgo) {
                for (int i = 0; i < needs.length; i++) {
                    values[i] = window.value(needs[i], samplesAgo);
                }
                return channel.formula().value(values);
            }
        }
    }

    /**
     * @param model whose input it is, for messages
     * @param input what the model takes
     * @param channels what a sample of the source has
     * @param rateHz samples a second of the source
     * @throws ModelException {@code channel-missing} if the source neither gives a channel nor what it is derived from,
     *     {@code rate-too-low} if the source gives fewer samples a second than the model takes
     */
    public BoundWindow(String model, WindowInput input, List<String> channels, double rateHz) {
        readings = input.channels().stream()
                .map(channel -> reading(model, channel, channels))
                .toArray(Reading[]::new);
        given = new int[readings.length];
        for (int channel = 0; channel < given.length; channel++) {
            given[channel] = readings[channel] instanceof Reading.Given raw ? raw.channel() : -1;
        }
        step = rateHz / input.rateHz();
        if (step < 1 - WHOLE) {
            throw new ModelException(
                    "rate-too-low",
                    "model '%s' takes %s samples a second, but its source gives %s"
                            .formatted(model, input.rateHz(), rateHz));
        }
    }

    private static Reading reading(String model, String channel, List<String> channels) {
        int given = channels.indexOf(channel);
        if (given >= 0) {
            return new Reading.Given(given);
        }
        DerivedChannel derived = DerivedChannels.find(channel).orElse(null);
        if (derived != null && channels.containsAll(derived.needs())) {
            int[] needs = derived.needs().stream().mapToInt(channels::indexOf).toArray();
            return new Reading.Derived(derived, needs, new float[needs.length]);
        }
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

    /** How many samples of a source make so many of the model. */
    public static int sourceSamples(int samples, double modelRateHz, double sourceRateHz) {
        return (int) Math.ceil(samples * Math.max(1, sourceRateHz / modelRateHz) - WHOLE);
    }

    /** Looks at these samples of the source from now on. */
    public BoundWindow of(SampleWindow samples) {
        window = samples;
        return this;
    }

    @Override
    public long position() {
        return window.position();
    }

    /** At a lower rate the steps are counted back from the newest sample, so old ones stand only after whole steps. */
    @Override
    public long newSince(long earlier) {
        long fresh = window.newSince(earlier);
        if (step < 1 + WHOLE || fresh == Long.MAX_VALUE) {
            return fresh;
        }
        long whole = Math.round(step);
        boolean aligned = Math.abs(step - whole) < WHOLE && fresh % whole == 0;
        return aligned ? fresh / whole : Long.MAX_VALUE;
    }

    @Override
    public int channels() {
        return readings.length;
    }

    @Override
    public int available() {
        int available = window.available();
        return available == 0 ? 0 : Math.max(1, (int) (available / step + WHOLE));
    }

    @Override
    public float value(int channel, int samplesAgo) {
        if (step < 1 + WHOLE) {
            int raw = given[channel];
            return raw >= 0 ? window.value(raw, samplesAgo) : readings[channel].value(window, samplesAgo);
        }
        Reading reading = readings[channel];
        int whole = (int) Math.rint(step);
        if (Math.abs(step - whole) < WHOLE) {
            return mean(reading, samplesAgo * whole, whole);
        }
        double ago = samplesAgo * step;
        int newer = (int) ago;
        int older = Math.min(newer + 1, window.available() - 1);
        float share = (float) (ago - newer);
        return reading.value(window, newer) * (1 - share) + reading.value(window, older) * share;
    }

    private float mean(Reading reading, int first, int count) {
        int end = Math.min(first + count, window.available());
        float sum = 0;
        for (int ago = first; ago < end; ago++) {
            sum += reading.value(window, ago);
        }
        return sum / (end - first);
    }
}
