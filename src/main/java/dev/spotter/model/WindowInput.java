package dev.spotter.model;

import java.util.List;

/**
 * The newest samples of a sensor, older ones first: a tensor of 1 x samples x channels.
 *
 * @param name its name within the package
 * @param meaning what the values are, in a sentence
 * @param channels the names of a sample's values
 * @param units the unit of each channel, for example {@code g} or {@code deg/s}
 * @param rateHz samples a second
 * @param samples samples a window
 * @param fill what stands before the first sample of a recording
 * @param normalisation a pair a channel
 */
public record WindowInput(
        String name,
        String meaning,
        List<String> channels,
        List<String> units,
        double rateHz,
        int samples,
        FillRule fill,
        Normalisation normalisation)
        implements ModelInput {
    static final int MOST_CHANNELS = 256;
    static final int MOST_SAMPLES = 100_000;

    public WindowInput {
        channels = List.copyOf(channels);
        units = List.copyOf(units);
        if (channels.isEmpty() || channels.size() > MOST_CHANNELS) {
            throw new IllegalArgumentException(
                    "input %s has %d channels, allowed are 1 to %d".formatted(name, channels.size(), MOST_CHANNELS));
        }
        if (channels.stream().distinct().count() != channels.size()) {
            throw new IllegalArgumentException("input %s names a channel twice: %s".formatted(name, channels));
        }
        if (units.size() != channels.size()) {
            throw new IllegalArgumentException(
                    "input %s has %d channels, but %d units".formatted(name, channels.size(), units.size()));
        }
        if (!(rateHz > 0 && rateHz <= 1e6)) {
            throw new IllegalArgumentException(
                    "input %s has rate-hz %s, allowed is over 0 to 1000000".formatted(name, rateHz));
        }
        if (samples < 1 || samples > MOST_SAMPLES) {
            throw new IllegalArgumentException(
                    "input %s has %d samples, allowed are 1 to %d".formatted(name, samples, MOST_SAMPLES));
        }
        normalisation.requireChannels(name, channels.size());
    }

    @Override
    public int elements() {
        return samples * channels.size();
    }

    @Override
    public String summary() {
        return "window %d x %d at %s Hz"
                .formatted(samples, channels.size(), Double.toString(rateHz).replaceFirst("\\.0$", ""));
    }
}
