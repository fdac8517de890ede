package dev.spotter.model;

import java.util.Map;

/** What stands in a window before the first sample of a recording. */
public enum FillRule {
    /** The oldest sample, repeated. */
    FIRST,
    /** Zero in natural units, before normalisation. */
    ZERO,
    /** The available samples again, so that before the oldest comes the newest: the sample {@code ago % available}. */
    CYCLE;

    static final Map<String, FillRule> BY_WORD = Map.of("first", FIRST, "zero", ZERO, "cycle", CYCLE);

    /**
     * The value at a place of a model's window, which may be older than what there is.
     *
     * @param window at least one sample
     * @param channel from 0
     * @param samplesAgo 0 is the newest
     */
    public float value(SampleWindow window, int channel, int samplesAgo) {
        int available = window.available();
        if (samplesAgo < available) {
            return window.value(channel, samplesAgo);
        }
        return switch (this) {
            case FIRST -> window.value(channel, available - 1);
            case ZERO -> 0;
            case CYCLE -> window.value(channel, samplesAgo % available);
        };
    }
}
