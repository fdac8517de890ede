package dev.spotter.lifting;

import dev.spotter.observation.Classification;
import dev.spotter.observation.LiftSet;
import dev.spotter.observation.LiftState;
import dev.spotter.observation.LiftState.Phase;
import dev.spotter.observation.Repetition;
import dev.spotter.observation.Strain;
import java.util.Objects;

/**
 * Follows one lifter by a wrist or bar IMU and the verdicts on the exercise: sets, their repetitions, and what the bar
 * does at this moment.
 *
 * <p>A set begins when the verdicts have been for an exercise for a second and the bar moves; it begins then in
 * retrospect, with what moved since shortly before the first of them. It ends when the verdicts have been for rest for
 * {@value #PAUSE_SECONDS} s, or the hand leaves the bar while they are, or the samples stop for longer than
 * {@value #LONGEST_GAP_SECONDS} s, or the source ends. A shorter pause or gap does not split it, nor does a verdict for
 * another exercise: its exercise is the one that its verdicts agree on. As long as the bar is stuck a set does not end
 * by verdicts: somebody who lies under a bar looks like somebody at rest.
 *
 * <p>To be fed by one thread, in order of time. Nothing is allocated per sample; a finding is.
 */
public final class SetTracker {
    /** The label of verdicts for nobody lifting. */
    public static final String REST = "rest";

    private static final double PAUSE_SECONDS = 4;
    private static final double LONGEST_GAP_SECONDS = 6;
    /** The verdicts are late by about as much: so far back the set's motion is looked for. */
    private static final double LEAD_SECONDS = 3;
    /** A set that begins needs motion within this time. */
    private static final long MOTION_STEPS = 30;
    /** The count is renewed every so many steps. */
    private static final int COUNT_STEPS = 5;
    /** So long after its rise a repetition is sure. */
    private static final int SETTLING_STEPS = 10;
    /** The verdict that says that somebody lifts may be this old for a bar to be called stuck. */
    private static final double FRESH_SECONDS = 2;
    /** Nobody holds a stuck bar for longer: then it has been left in a way that was not seen. */
    private static final double LONGEST_STALL_SECONDS = 60;
    /** The bar is still lowered after the last rise. */
    private static final double TAIL_SECONDS = 2;

    private static final double SECOND = 1e9;

    private final LiftingListener listener;
    private final MotionHistory history = new MotionHistory();
    private final RepetitionCounter counter = new RepetitionCounter(history);
    private final LiveMotion live = new LiveMotion(history);
    private final StallDetector stall = new StallDetector(history, live);
    private final Posture posture = new Posture();
    private final VerdictTally tally = new VerdictTally();
    private final SetVelocities velocities = new SetVelocities(counter);
    private final ExertionEstimator exertion = new ExertionEstimator(velocities);
    private final StrainDetector strain = new StrainDetector(history, counter, velocities);

    // valid since the source began
    private long lastMotionStep = Long.MIN_VALUE / 2;
    private long lastSetEnd;

    // valid for a set
    private boolean inSet;
    private long setFrom;
    private ExerciseProfile exercise = ExerciseProfile.of("");
    private int announced;
    private boolean stuckOnce;
    private boolean straining;

    // valid until the state changes
    private Phase phase = Phase.RESTING;
    private long sinceNanos;

    /** A tracker that tells a listener what it finds. */
    public SetTracker(LiftingListener listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /**
     * Takes a sample, about 50 of them a second. One that is not newer than the one before it is left out.
     *
     * @param timeNanos monotonic time
     * @param sample acceleration x, y, z in g and angular rate x, y, z in degrees per second, in the sensor's axes; read
     *     during the call only
     */
    public void acceptSample(long timeNanos, float[] sample) {
        long newest = history.newestNanos();
        if (newest == Long.MIN_VALUE) {
            sinceNanos = timeNanos;
        } else if (timeNanos - newest > MotionHistory.GAP_SECONDS * SECOND) {
            gap(timeNanos - newest);
        }
        if (history.accept(timeNanos, sample)) {
            step(timeNanos);
        }
    }

    private void gap(long nanos) {
        if (nanos > LONGEST_GAP_SECONDS * SECOND) {
            // another lifter, or the sensor worn in another way: not even gravity is where it was
            endOfSource();
        } else {
            tally.paused(nanos);
        }
    }

    private void step(long timeNanos) {
        live.follow();
        if (live.isMoving()) {
            lastMotionStep = history.end();
        }
        if (!inSet) {
            return;
        }
        posture.accept(history, history.end() - 1, live.isMoving());
        if (history.end() % COUNT_STEPS == 0) {
            count(timeNanos);
        }
        boolean fresh = timeNanos - tally.lastNanos() < FRESH_SECONDS * SECOND;
        boolean wasStuck = stall.isStuckOrLeaving();
        posture.acceptStuck(history, history.end() - 1);
        boolean letGo = wasStuck && tally.isResting() && posture.hasTurnedOnStuckBar();
        if (posture.isOffTheBar() || letGo) {
            stall.leave(counter);
        } else {
            stall.judge(counter, exercise, fresh);
        }
        if (!wasStuck && stall.isStuckOrLeaving()) {
            posture.stick(history, history.end() - 1);
        }
        if (stall.bar() == StallDetector.Bar.STUCK) {
            stuckOnce = true;
        }
        if (!posture.isOffTheBar()) {
            strain.judgeAscent(exercise);
        }
        tellStrain(timeNanos);
        enter(timeNanos, phaseOf(stall.bar()), false);
        if (isOver(timeNanos)) {
            endSet(lastLiftStep(), false);
        }
    }

    private static Phase phaseOf(StallDetector.Bar bar) {
        return switch (bar) {
            case WAITS -> Phase.READY;
            case MOVES -> Phase.MOVING;
            case STUCK -> Phase.STALLED;
        };
    }

    private boolean isOver(long timeNanos) {
        double quietSeconds = (timeNanos - tally.lastNanos()) / SECOND;
        if (stall.bar() == StallDetector.Bar.STUCK) {
            return (timeNanos - sinceNanos) / SECOND > LONGEST_STALL_SECONDS;
        }
        if (posture.isOffTheBar() && tally.isResting()) {
            return true;
        }
        boolean repeats = counter.size() > 0
                && (history.end() - counter.end(counter.size() - 1)) * MotionHistory.STEP_SECONDS < PAUSE_SECONDS;
        return quietSeconds > PAUSE_SECONDS && !repeats;
    }

    /** What moves after the hand has left the bar, or after the last verdict for a lift, is no part of the set. */
    private long lastLiftStep() {
        long verdict = history.stepAt(tally.lastNanos() + (long) (TAIL_SECONDS * SECOND));
        long repetition = counter.size() > 0 ? counter.end(counter.size() - 1) + 1 : setFrom;
        long end = Math.max(repetition, verdict);
        return Math.min(end, history.end() - posture.stepsOffTheBar());
    }

    /**
     * Takes a verdict on the exercise, about five a second.
     *
     * @param timeNanos monotonic time of the newest sample that it rests on
     * @param verdict probabilities of the exercises and of {@code rest}
     */
    public void acceptVerdict(long timeNanos, Classification verdict) {
        tally.accept(timeNanos, verdict, inSet);
        boolean moved = history.end() - lastMotionStep <= MOTION_STEPS;
        if (inSet) {
            String label = tally.exercise();
            if (label != null && !label.equals(exercise.label())) {
                exercise = ExerciseProfile.of(label);
            }
        } else if (tally.isLifting() && moved) {
            beginSet();
            count(timeNanos);
        }
        enter(timeNanos, inSet ? phaseOf(stall.bar()) : Phase.RESTING, true);
    }

    private void beginSet() {
        inSet = true;
        long lead = tally.firstNanos() - (long) (LEAD_SECONDS * SECOND);
        setFrom = Math.max(Math.max(history.stepAt(lead), lastSetEnd), history.oldest());
        exercise = ExerciseProfile.of(tally.exercise());
        announced = 0;
        stuckOnce = false;
        straining = false;
        counter.begin(setFrom);
        velocities.begin();
        strain.begin();
        stall.begin(setFrom);
        posture.reset();
    }

    /** A repetition is announced a while after its rise: before that it may turn out to be stuck. */
    private void count(long timeNanos) {
        int count = counter.count(history.end(), false, exercise);
        if (counter.size() > 0 && counter.end(counter.size() - 1) > history.end() - SETTLING_STEPS) {
            count--;
        }
        announce(timeNanos, count);
        velocities.measure(counter.size());
        strain.judgeRepetitions(exercise);
    }

    private void announce(long timeNanos, int count) {
        while (announced < count) {
            announced++;
            int at = announced - counter.settled() - 1;
            if (at >= 0 && at < counter.size()) {
                velocities.measure(at + 1);
                listener.found(
                        timeNanos,
                        new Repetition(
                                exercise.label(),
                                announced,
                                history.timeNanos(counter.start(at)),
                                history.timeNanos(counter.end(at) - 1),
                                (float) counter.meanVelocity(at),
                                exertion.estimate(announced, exercise, stuckOnce)));
            }
        }
    }

    /** The source ends: a set that is under way ends with it, and what comes next is somebody else. */
    public void endOfSource() {
        endSet(history.end(), true);
        history.reset();
        tally.reset();
        lastSetEnd = history.end();
        lastMotionStep = Long.MIN_VALUE / 2;
    }

    private void endSet(long end, boolean cut) {
        if (!inSet) {
            return;
        }
        inSet = false;
        long now = history.newestNanos();
        boolean stuckAtEnd = stall.bar() == StallDetector.Bar.STUCK;
        stall.leave(counter);
        int count = counter.count(end, cut, exercise);
        announce(now, count);
        velocities.measure(counter.size());
        if (count > 0 || stuckOnce) {
            listener.found(now, finished(count, now, stuckAtEnd));
        }
        lastSetEnd = history.end();
        tally.reset();
        strain.begin();
        tellStrain(now);
        enter(now, Phase.RESTING, false);
    }

    private void tellStrain(long timeNanos) {
        if (strain.straining() != straining) {
            straining = strain.straining();
            listener.found(
                    timeNanos,
                    new Strain(
                            straining,
                            exercise.label(),
                            strain.repetition(),
                            strain.sign(),
                            straining ? strain.sinceNanos() : timeNanos));
        }
    }

    private LiftSet finished(int count, long now, boolean stuckAtEnd) {
        long start = Math.max(tally.firstNanos(), history.timeNanos(setFrom));
        long end = Math.min(tally.lastNanos(), now);
        if (counter.size() > 0) {
            start = Math.min(start, history.timeNanos(counter.start(0)));
            long lastRise = history.timeNanos(counter.end(counter.size() - 1) - 1);
            end = Math.max(lastRise, Math.min(end, lastRise + (long) (TAIL_SECONDS * SECOND)));
        }
        if (stuckAtEnd) {
            end = now;
        }
        return new LiftSet(
                exercise.label(),
                count,
                Math.min(start, end),
                end,
                tally.confidence(),
                exertion.estimate(count, exercise, stuckOnce));
    }

    private void enter(long timeNanos, Phase next, boolean evenIfSame) {
        boolean changed = next != phase;
        if (changed) {
            phase = next;
            sinceNanos = next == Phase.STALLED ? live.standingSinceNanos() : timeNanos;
        }
        if (changed || evenIfSame) {
            listener.found(
                    timeNanos,
                    new LiftState(phase, inSet ? exercise.label() : null, inSet ? announced : 0, sinceNanos));
        }
    }
}
