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
}
