package dev.spotter.lifting;

/**
 * Sees a bar that is stuck partway in a repetition.
 *
 * <p>When the bar stands, the last {@value #WINDOW_STEPS} steps are smoothed ({@link HeightSmoother}) with the knowledge
 * that it stands now, which fixes how far it came down and up again since the repetition before. It is stuck if it got
 * up by less than {@value RepetitionCounter#LEAST_TRAVEL_SHARE} of what is usual in the set, at a place where it may not
 * wait ({@link ExerciseProfile.Waits}). Once stuck it is so until it gets to such a place, the hand leaves it or the set
 * ends; how it moves in between is measured from where it stuck. Tremor does not matter, a step averages it out.
 * Nothing is allocated after construction.
 */
final class StallDetector {
    /** What the bar does. */
    enum Bar {
        /** It is where it may be, or moves too little to tell. */
        WAITS,
        /** It goes up or down. */
        MOVES,
        /** It is stuck partway. */
        STUCK
    }

    private static final int WINDOW_STEPS = 160;
    /** Wide, for a bar that stands for long must not be drawn to its mean height. */
    private static final double REACH_METRES = 1;
    /** Steps for which the bar must go on standing before it is called stuck. */
    private static final int CONFIRMING_STEPS = 4;
    /** Nobody gets a bar up alone that has been stuck for longer: then it was helped. */
    private static final int STICKING_STEPS = 20;
    /** So soon after it was lifted a bar is racked. */
    private static final int RACKING_STEPS = 40;
    /** A stuck bar that goes faster, in m/s, is on its way again. */
    private static final double LEAVING_VELOCITY = 0.25;
    /** Of the usual travel: a bar that got further is at the top. */
    private static final double TOP_SHARE = RepetitionCounter.LEAST_TRAVEL_SHARE;
    /** Of the usual travel: a bar that is no higher lies where the lift begins. */
    private static final double LEAST_SHARE = 0.25;
    /** Of the usual travel: a bar that came down by less is not in a repetition. */
    private static final double LEAST_LOWERING_SHARE = 0.5;
    /** Of the exercise's travel, for a first repetition with nothing to compare with. */
    private static final double EXPECTED_SHARE = 0.8;

    private final MotionHistory history;
    private final LiveMotion live;
    private final HeightSmoother smoother = new HeightSmoother(WINDOW_STEPS, REACH_METRES);

    // valid for a set
    private Bar bar = Bar.WAITS;
    private long earliestStep;
    private boolean onItsWay;
    private boolean lifterCould;
    private long firstStuckStep;
    private long stuckStep;
    private double stuckAbove;
    private double expected;

    // valid within a judgement
    private double lowered;
    private double above;
    private long lowestStep;

    StallDetector(MotionHistory history, LiveMotion live) {
        this.history = history;
        this.live = live;
    }

    /** Starts a set at a step. */
    void begin(long from) {
        bar = Bar.WAITS;
        earliestStep = from;
        onItsWay = false;
    }

    /**
     * The hand has left the bar, or the set ends: the bar is not stuck, and what was before says nothing of what comes.
     * Where it had been stuck for a moment only it was rather racked, and its rise is worth what it travelled.
     */
    void leave(RepetitionCounter counter) {
        if (isStuckOrLeaving() && history.end() - firstStuckStep < RACKING_STEPS) {
            counter.rejectNoLonger();
        }
        begin(history.end());
    }

    /**
     * Judges the bar by the newest step of a set.
     *
     * @param counter what the set has shown so far; what is stuck is rejected there
     * @param exercise the exercise
     * @param mayStick whether the lifter is known to be lifting: without that nothing new is called stuck
     */
    void judge(RepetitionCounter counter, ExerciseProfile exercise, boolean mayStick) {
        if (bar == Bar.STUCK || onItsWay) {
            judgeStuck(counter, exercise);
        } else if (live.isStanding(CONFIRMING_STEPS)) {
            bar = Bar.WAITS;
            if (mayStick && isStuck(counter, exercise)) {
                bar = Bar.STUCK;
                stuckStep = history.end();
                firstStuckStep = stuckStep;
                stuckAbove = above;
                counter.rejectBetween(lowestStep, stuckStep);
            }
        } else if (live.isMoving()) {
            bar = Bar.MOVES;
        }
    }

    private boolean isStuck(RepetitionCounter counter, ExerciseProfile exercise) {
        long to = history.end();
        // the newest repetition may be the very one that is stuck, as the count cannot know yet: look past it
        int size = counter.size();
        long from = windowStart(size > 1 ? counter.end(size - 2) : earliestStep);
        if (to - from < 2 * LiveMotion.STANDING_STEPS) {
            return false;
        }
        smoother.smooth(history, from, to, to, to, live.surelyStandingFrom());
        measureFrom(from);
        boolean first = counter.settled() + size <= 1;
        double usual = counter.usualTravel();
        if (size > 0 && hasComeDownSince(counter.end(size - 1), usual)) {
            measureFrom(counter.end(size - 1));
            first = false;
        }
        if (history.afterGap(from) && lowestStep - from < LiveMotion.STANDING_STEPS) {
            // the motion before is not on record
            return false;
        }
        above = smoother.height(to - 1) - smoother.height(lowestStep);
        // a bar that got to the top and is held a little lower is being racked, or lowered with care
        double risen = highestSince(lowestStep) - smoother.height(lowestStep);
        if (exercise.waits() == ExerciseProfile.Waits.HIGH) {
            expected = first ? EXPECTED_SHARE * Math.max(lowered, exercise.travelMetres()) : usual;
            double leastLowered = LEAST_LOWERING_SHARE * (first ? exercise.travelMetres() : usual);
            return lowered >= leastLowered && risen < TOP_SHARE * expected;
        }
        expected = first ? EXPECTED_SHARE * exercise.travelMetres() : usual;
        return above > LEAST_SHARE * expected && risen < TOP_SHARE * expected;
    }

    private boolean hasComeDownSince(long step, double usualTravel) {
        return step >= smoother.from()
                && step < smoother.to()
                && smoother.height(step) - lowestSince(step) >= LEAST_LOWERING_SHARE * usualTravel;
    }

    /** Finds the lowest point since a step, and how far the bar came down at most. */
    private void measureFrom(long from) {
        double highest = smoother.height(from);
        lowered = 0;
        lowestStep = from;
        for (long step = from; step < smoother.to(); step++) {
            double height = smoother.height(step);
            highest = Math.max(highest, height);
            lowered = Math.max(lowered, highest - height);
            if (height < smoother.height(lowestStep)) {
                lowestStep = step;
            }
        }
    }

    private double lowestSince(long from) {
        double lowest = smoother.height(from);
        for (long step = from; step < smoother.to(); step++) {
            lowest = Math.min(lowest, smoother.height(step));
        }
        return lowest;
    }

    private double highestSince(long from) {
        double highest = smoother.height(from);
        for (long step = from; step < smoother.to(); step++) {
            highest = Math.max(highest, smoother.height(step));
        }
        return highest;
    }

    private long windowStart(long since) {
        long to = history.end();
        long from = Math.max(Math.max(since, to - WINDOW_STEPS), Math.max(earliestStep, history.oldest()));
        for (long step = from + 1; step < to; step++) {
            if (history.afterGap(step)) {
                from = step;
            }
        }
        return from;
    }

    /** A bar that was stuck: it stays so until it has got to a place where it may wait. */
    private void judgeStuck(RepetitionCounter counter, ExerciseProfile exercise) {
        if (onItsWay && !lifterCould) {
            counter.rejectUntil(history.end());
        }
        if (!live.isStanding(onItsWay ? LiveMotion.PROVING_STEPS : 0)) {
            if (Math.abs(live.velocity()) > LEAVING_VELOCITY) {
                if (!onItsWay) {
                    lifterCould = history.end() - firstStuckStep <= STICKING_STEPS;
                }
                onItsWay = true;
                bar = Bar.MOVES;
            }
            return;
        }
        long to = history.end();
        long from = windowStart(stuckStep - LiveMotion.STANDING_STEPS);
        if (onItsWay) {
            smoother.smooth(history, from, to, from, stuckStep, live.surelyStandingFrom());
            double now = smoother.height(to - 1);
            above = stuckAbove + now - smoother.height(from);
            // a whole rise since then ends at the top, whatever the height was taken for before
            boolean up = Math.max(above, now - lowestSince(from)) >= TOP_SHARE * expected;
            boolean down = exercise.waits() == ExerciseProfile.Waits.LOW && above <= LEAST_SHARE * expected;
            if (up && lifterCould) {
                counter.rejectNoLonger();
            }
            onItsWay = false;
            bar = up || down ? Bar.WAITS : Bar.STUCK;
            stuckAbove = above;
            stuckStep = to;
        } else if (to - stuckStep > WINDOW_STEPS / 2) {
            // it stands where it stood, so what comes is measured from now on
            stuckStep = to;
        }
    }

    /** What the bar did at the last judgement. */
    Bar bar() {
        return bar;
    }

    /** Whether the bar is stuck, or was until it began to move and has not got anywhere yet. */
    boolean isStuckOrLeaving() {
        return bar == Bar.STUCK || onItsWay;
    }
}
