package dev.spotter.summary;

import dev.spotter.observation.Detections;
import dev.spotter.observation.LiftSet;
import dev.spotter.observation.LiftState;
import dev.spotter.observation.Observation;
import dev.spotter.observation.Poses;
import dev.spotter.observation.RepetitionForm;
import dev.spotter.observation.Strain;
import dev.spotter.observation.TimeBase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Gathers observations into minutes. A minute is a minute of the observations' own time, so that a replay at full speed
 * gives the same summaries as the floor did.
 */
public final class Summarizer {
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Function<String, TimeBase> timeBases;
    private final PipelineFigures figures;
    private final SummaryListener listener;

    private final Map<String, StationState> states = new HashMap<>();

    /** Of each station the repetitions of the set under way by their form. */
    private final Map<String, Map<String, Integer>> forms = new HashMap<>();

    private final PeopleCount people = new PeopleCount();
    private final List<MinuteSummary.SetSummary> sets = new ArrayList<>();
    private Instant minuteStart;
    private long minuteStartNanos;
    private long newestNanos;

    /**
     * @param timeBases ties a station's monotonic time to the wall clock; the stations share their monotonic time
     * @param figures what the pipelines tell of themselves
     * @param listener takes minutes and states
     */
    public Summarizer(Function<String, TimeBase> timeBases, PipelineFigures figures, SummaryListener listener) {
        this.timeBases = timeBases;
        this.figures = figures;
        this.listener = listener;
    }

    /** Takes an observation. */
    public synchronized void observed(Observation observation) {
        comeTo(observation.station(), observation.timeNanos());
        TimeBase timeBase = timeBases.apply(observation.station());
        switch (observation.finding()) {
            case LiftSet set -> {
                MinuteSummary.SetSummary told = MinuteSummary.SetSummary.of(
                        observation.station(),
                        set.exercise(),
                        set.repetitions(),
                        timeBase.at(set.startNanos()),
                        timeBase.at(set.endNanos()),
                        set.confidence(),
                        set.exertion(),
                        forms.remove(observation.station()));
                sets.add(told);
                listener.set(told);
            }
            case LiftState state -> stateOf(observation.station(), state);
            case Strain strain -> strained(observation.station(), strain);
            case Poses poses -> people.saw(observation.station(), observation.stage(), poses);
            case Detections detections -> people.saw(observation.station(), observation.stage(), detections);
            case RepetitionForm repetition -> repetition.label().ifPresent(form -> done(observation.station(), form));
            default -> {}
        }
    }

    /** Says how far time has come at a station; ends the minutes that are over. */
    public synchronized void advanced(String station, long nowNanos) {
        comeTo(station, nowNanos);
        people.advanced(station);
    }

    /** Says that a station was not watched for a while: who was seen there may have gone. */
    public synchronized void unwatched(String station) {
        people.unwatched(station);
    }

    private void comeTo(String station, long nowNanos) {
        TimeBase timeBase = timeBases.apply(station);
        if (minuteStart == null) {
            startMinute(timeBase, nowNanos);
        }
        while (nowNanos - minuteStartNanos >= MINUTE_NANOS) {
            long endNanos = minuteStartNanos + MINUTE_NANOS;
            endMinute(timeBase.at(endNanos));
            startMinute(timeBase, endNanos);
        }
        newestNanos = Math.max(newestNanos, nowNanos);
    }

    /** Ends the minute under way, short as it may be, so that nothing of it is lost when the agent stops. */
    public synchronized void close() {
        if (minuteStart != null && newestNanos > minuteStartNanos) {
            endMinute(minuteStart.plusNanos(newestNanos - minuteStartNanos));
            minuteStart = null;
        }
    }

    private void startMinute(TimeBase timeBase, long nanos) {
        minuteStart = timeBase.at(nanos);
        minuteStartNanos = nanos;
        newestNanos = nanos;
    }

    private void endMinute(Instant end) {
        PipelineFigures.Figures pipelines = figures.latest();
        MinuteSummary summary = new MinuteSummary(
                minuteStart,
                end,
                people.endMinute(),
                Map.of(),
                List.copyOf(sets),
                pipelines.models(),
                pipelines.lost());
        sets.clear();
        listener.minute(summary);
    }

    private void stateOf(String station, LiftState state) {
        StationState before = states.get(station);
        boolean begins = before == null || before.occupancy() == 0;
        if (begins) {
            forms.remove(station);
        }
        StationState now = new StationState(
                station,
                state.exercise() == null ? 0 : 1,
                state.exercise() == null ? "rest" : state.exercise(),
                state.repetitions(),
                state.phase() == LiftState.Phase.STALLED,
                before != null && before.straining(),
                begins || state.exercise() == null ? null : before.form());
        tell(now);
    }

    private void strained(String station, Strain strain) {
        StationState now = states.get(station);
        if (now != null) {
            tell(now.straining(strain.straining()));
        }
    }

    private void done(String station, String form) {
        forms.computeIfAbsent(station, _ -> new TreeMap<>()).merge(form, 1, Integer::sum);
        StationState now = states.get(station);
        if (now != null) {
            tell(now.form(form));
        }
    }

    private void tell(StationState now) {
        if (!now.equals(states.put(now.station(), now))) {
            listener.state(now);
        }
    }
}
