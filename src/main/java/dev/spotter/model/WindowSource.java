package dev.spotter.model;

import dev.spotter.model.channel.BoundWindow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A source of samples as several models look at it on the same thread: what they take alike is derived, normalised and
 * quantized once for all. One thread at a time.
 */
public final class WindowSource {
    private record Taken(List<String> channels, double rateHz) {}

    private record Quantized(Taken taken, FillRule fill, Normalisation normalisation, QuantizedSteps steps) {}

    private final List<String> channels;
    private final double rateHz;
    private final Map<Taken, BoundWindow> windows = new HashMap<>();
    private final Map<Quantized, QuantizedWindow> quantized = new HashMap<>();

    /**
     * @param channels what a sample has
     * @param rateHz samples a second
     */
    public WindowSource(List<String> channels, double rateHz) {
        this.channels = List.copyOf(channels);
        this.rateHz = rateHz;
    }

    /** What a sample has. */
    public List<String> channels() {
        return channels;
    }

    /** Samples a second. */
    public double rateHz() {
        return rateHz;
    }

    /**
     * The samples as a model takes them.
     *
     * @throws ModelException {@code channel-missing} or {@code rate-too-low}
     */
    BoundWindow window(String model, WindowInput input) {
        return windows.computeIfAbsent(taken(input), _ -> new BoundWindow(model, input, channels, rateHz));
    }

    /** The same samples as the bytes of a model's tensor. */
    QuantizedWindow quantized(WindowInput input, QuantizedSteps steps) {
        QuantizedWindow window = quantized.computeIfAbsent(
                new Quantized(taken(input), input.fill(), input.normalisation(), steps),
                _ -> new QuantizedWindow(input, steps));
        window.reserve(input.samples());
        return window;
    }

    private static Taken taken(WindowInput input) {
        return new Taken(input.channels(), input.rateHz());
    }
}
