package dev.spotter.summary;

import dev.spotter.observation.LiftSet;
import dev.spotter.observation.LiftState;
import dev.spotter.observation.Observation;
import dev.spotter.observation.TimeBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers observations into minutes. A minute is a minute of the observations' own time, so that a replay at full speed
 * gives the same summaries as the floor did.
 */
public final class Summarizer {
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final TimeBase timeBase;
    private final PipelineFigures figures;
    private final SummaryListener listener;

    private final Map<String, StationState> states = new HashMap<>();
    private final List<MinuteSummary.SetSummary> sets = new ArrayList<>();
    private long minuteStartNanos;

    /** @param startNanos monotonic time at which the first minute starts */
    public Summarizer(TimeBase timeBase, long startNanos, PipelineFigures figures, SummaryListener listener) {
        this.timeBase = timeBase;
        this.minuteStartNanos = startNanos;
        this.figures = figures;
        this.listener = listener;
    }

    /** Takes an observation. */
    public synchronized void observed(Observation observation) {
        advanced(observation.timeNanos());
        switch (observation.finding()) {
            case LiftSet set ->
                sets.add(new MinuteSummary.SetSummary(
                        observation.station(),
                        set.exercise(),
                        set.repetitions(),
                        timeBase.at(set.startNanos()),
                        timeBase.at(set.endNanos()),
                        set.confidence()));
            case LiftState state -> stateOf(observation.station(), state);
            default -> {}
        }
    }

    /** Says how far time has come; ends the minutes that are over. */
    public synchronized void advanced(long nowNanos) {
        while (nowNanos - minuteStartNanos >= MINUTE_NANOS) {
            endMinute(minuteStartNanos + MINUTE_NANOS);
        }
    }

    /** Ends the minute under way, short as it may be, so that nothing of it is lost when the agent stops. */
    public synchronized void close(long nowNanos) {
        advanced(nowNanos);
        if (nowNanos > minuteStartNanos) {
            endMinute(nowNanos);
        }
    }

    private void endMinute(long endNanos) {
        MinuteSummary summary = new MinuteSummary(
                timeBase.at(minuteStartNanos),
                timeBase.at(endNanos),
                0,
                Map.of(),
                List.copyOf(sets),
                figures.models(),
                figures.lost());
        minuteStartNanos = endNanos;
        sets.clear();
        listener.minute(summary);
    }

    private void stateOf(String station, LiftState state) {
        StationState now = new StationState(
                station,
                state.exercise() == null ? "rest" : state.exercise(),
                state.repetitions(),
                state.phase() == LiftState.Phase.STALLED);
        if (!now.equals(states.put(station, now))) {
            listener.state(now);
        }
    }
}
