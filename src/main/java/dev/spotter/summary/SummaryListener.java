package dev.spotter.summary;

/** Takes what the summary room makes. */
public interface SummaryListener {
    /** A set has ended; its minute will tell it again. */
    default void set(MinuteSummary.SetSummary set) {}

    /** A minute is over. */
    void minute(MinuteSummary summary);

    /** A station does something else than before. */
    void state(StationState state);
}
