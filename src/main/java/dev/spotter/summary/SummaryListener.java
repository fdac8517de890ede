package dev.spotter.summary;

/** Takes what the summary room makes. */
public interface SummaryListener {
    /** A minute is over. */
    void minute(MinuteSummary summary);

    /** A station does something else than before. */
    void state(StationState state);
}
