package dev.spotter.model;

import java.util.Collections;
import java.util.List;

/**
 * How a value in natural units becomes what the model was trained on: {@code (value - mean) / scale}, a pair for each
 * channel. The tensor's own quantization comes after it.
 *
 * @param mean in the channel's unit
 * @param scale in the channel's unit, not zero
 */
public record Normalisation(List<Double> mean, List<Double> scale) {
    public Normalisation {
        mean = List.copyOf(mean);
        scale = List.copyOf(scale);
        if (mean.isEmpty() || mean.size() != scale.size()) {
            throw new IllegalArgumentException(
                    "normalisation has %d means and %d scales, there must be one pair a channel"
                            .formatted(mean.size(), scale.size()));
        }
        if (scale.contains(0.0) || scale.contains(-0.0)) {
            throw new IllegalArgumentException("normalisation has a scale of 0, allowed is any other number");
        }
    }

    /** Leaves the values of so many channels as they are. */
    public static Normalisation none(int channels) {
        return new Normalisation(Collections.nCopies(channels, 0.0), Collections.nCopies(channels, 1.0));
    }

    /** What a value of the channel is multiplied by, before {@link #offset} is added. */
    double slope(int channel) {
        return 1 / scale.get(channel);
    }

    double offset(int channel) {
        return -mean.get(channel) * slope(channel);
    }

    void requireChannels(String input, int channels) {
        if (mean.size() != channels) {
            throw new IllegalArgumentException(
                    "input %s has %d channels, but its normalisation has %d".formatted(input, channels, mean.size()));
        }
    }
}
