package dev.spotter.lifting;

import dev.spotter.observation.Classification;
import dev.spotter.observation.Exertion;
import dev.spotter.observation.LiftSet;
import dev.spotter.observation.LiftState;
import dev.spotter.observation.LiftState.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Follows one lifter by a signal that goes up and down once a repetition, and by verdicts that tell forms apart:
 * repetitions, how each was done, and sets.
 *
 * <p>A repetition goes from the beginning of a cycle ({@link CycleDetector}) to that of the next, the last one to
 * {@value #LONGEST_SECONDS} s after its beginning, or to a gap, if it is not shorter than a cycle can be. Its form is the normalised mean of the log probabilities
 * of the verdicts over windows whose middle lies in it, so it is told half a window after its end. What ends with the
 * samples has no such verdicts of its last half window; where it has none at all, the newest one speaks for it if its
 * window holds half of it. A set ends where no cycle has
 * begun for {@value #REST_SECONDS} s, at a gap and with the source; a single cycle is no set.
 *
 * <p>To be fed by one thread, in order of time. Nothing is allocated per sample; a repetition and a finding are.
 */
public final class FormTracker {
    private static final double LONGEST_SECONDS = 4;
    private static final double REST_SECONDS = 8;
    private static final int SMALLEST_SET = 2;

    private final String exercise;
    private final long halfWindowNanos;
    private final LiftingListener listener;
    private final CycleDetector cycles = new CycleDetector();

    // valid for a set
    private boolean inSet;
    private int begun;
    private long setStartNanos;
    private long lastCycleNanos;
    private long lastEndNanos;
    private JudgedRepetition underWay;

    /** Ended, and not told yet as verdicts over them may still come. */
    private final List<JudgedRepetition> ended = new ArrayList<>();

    // valid since the last gap
    private Classification verdict;
    private long verdictNanos;

    // valid since the source began
    private long newestNanos;

    /**
     * @param exercise what is lifted
     * @param window what a verdict looks back over
     * @param listener hears of {@link dev.spotter.observation.RepetitionForm}, {@link LiftState} and {@link LiftSet}
     */
    public FormTracker(String exercise, Duration window, LiftingListener listener) {
        this.exercise = Objects.requireNonNull(exercise, "exercise");
        this.halfWindowNanos = window.toNanos() / 2;
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /**
     * Takes the signal at a time.
     *
     * @param signal in deviations of the lifter's own reference: what a repetition's travel is a few of
     */
    public void acceptSample(long timeNanos, double signal) {
        newestNanos = timeNanos;
        if (cycles.accept(timeNanos, signal)) {
            endRepetition(timeNanos);
            beginRepetition(timeNanos);
            tellState(Phase.MOVING);
        } else if (underWay != null && seconds(timeNanos - underWay.startNanos) >= LONGEST_SECONDS) {
            endRepetition(timeNanos);
            tellState(Phase.READY);
        }
        while (!ended.isEmpty() && timeNanos > ended.getFirst().endNanos() + halfWindowNanos) {
            tellFirst();
        }
        if (inSet && underWay == null && seconds(timeNanos - lastCycleNanos) >= REST_SECONDS) {
            endSet();
        }
    }

    /** Takes the verdict over the window that ends at a time. */
    public void acceptVerdict(long timeNanos, Classification said) {
        verdict = said;
        verdictNanos = timeNanos;
        long middleNanos = timeNanos - halfWindowNanos;
        for (int i = 0; i < ended.size(); i++) {
            if (ended.get(i).holds(middleNanos)) {
                ended.get(i).hear(said);
                return;
            }
        }
        if (underWay != null && underWay.holds(middleNanos)) {
            underWay.hear(said);
        }
    }

    /** Of a repetition that the end of the samples leaves without a verdict. */
    private void hearNewest(JudgedRepetition repetition) {
        long length = repetition.endNanos() - repetition.startNanos;
        long held = Math.min(repetition.endNanos(), verdictNanos)
                - Math.max(repetition.startNanos, verdictNanos - 2 * halfWindowNanos);
        if (verdict != null && !repetition.heard() && 2 * held >= length) {
            repetition.hear(verdict);
        }
    }

    /** There are no samples for some time, or no more: what is under way ends. */
    public void gap() {
        if (underWay != null && seconds(newestNanos - underWay.startNanos) < CycleDetector.SHORTEST_SECONDS) {
            // what has only just begun is no repetition
            underWay = null;
            begun--;
        }
        endRepetition(newestNanos);
        endSet();
        cycles.clear();
        verdict = null;
    }

    private void beginRepetition(long timeNanos) {
        if (!inSet) {
            inSet = true;
            setStartNanos = timeNanos;
        }
        begun++;
        lastCycleNanos = timeNanos;
        underWay = new JudgedRepetition(begun, timeNanos);
    }

    private void endRepetition(long timeNanos) {
        if (underWay == null) {
            return;
        }
        underWay.end(timeNanos);
        lastEndNanos = timeNanos;
        ended.add(underWay);
        underWay = null;
    }

    private void tellFirst() {
        listener.found(newestNanos, ended.removeFirst().told(exercise));
    }

    private void endSet() {
        while (!ended.isEmpty()) {
            hearNewest(ended.getFirst());
            tellFirst();
        }
        if (begun >= SMALLEST_SET) {
            listener.found(
                    newestNanos,
                    new LiftSet(exercise, begun, setStartNanos, lastEndNanos, 1, Exertion.Absent.VELOCITY_UNKNOWN));
        }
        if (inSet) {
            inSet = false;
            begun = 0;
            tellState(Phase.RESTING);
        }
    }

    private void tellState(Phase phase) {
        boolean resting = phase == Phase.RESTING;
        int finished = underWay == null ? begun : begun - 1;
        listener.found(
                newestNanos, new LiftState(phase, resting ? null : exercise, resting ? 0 : finished, newestNanos));
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
