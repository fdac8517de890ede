package dev.spotter.lifting;

import dev.spotter.observation.Strain.Sign;

/**
 * Sees the signs that a lift is about to fail, while the bar still goes up.
 *
 * <p>All are measured by the velocity that the set has shown: of the way from its fastest repetitions b down to the slowest
 * that succeeds v0 ({@link ExerciseProfile}) a repetition of mean velocity v has used (b - v) / (b - v0). Once
 * {@value #MOST_USED} of it are used, the next one will hardly succeed. A repetition says so when it has ended, or in the
 * ascent, once it has taken so long that it can be no faster. And a bar that all but stops partway up is about to be stuck
 * ({@link StallDetector}, which has to see it standing first): the sticking region, where most lifts that fail do. A pause
 * before the repetition much longer than those before it counts for {@value #PAUSE_WORTH}.
 *
 * <p>What is seen holds until a repetition has used less than {@value #LEAST_USED}, or the set ends. Nothing is allocated
 * after construction.
 */
final class StrainDetector {
    /** Of the velocity that there is to lose. */
    static final double MOST_USED = 0.75;
    /** The same, to be taken for recovered. */
    static final double LEAST_USED = 0.5;

    static final double PAUSE_WORTH = 0.1;
    private static final double LONG_PAUSE = 2;
    private static final double LEAST_LONG_PAUSE_STEPS = 20;

    private static final int WINDOW_STEPS = 100;
    private static final double REACH_METRES = 0.4;
    /** The range of velocity that a set has to have for shares of it to mean anything, in m/s. */
    private static final double LEAST_RANGE = 0.08;
    /** Fewer have shown no velocity to lose. */
    private static final int LEAST_REPETITIONS = 2;
    /** Of the usual travel: a bar that came down by less is not in a repetition. */
    private static final double LEAST_LOWERING_SHARE = 0.5;
    /** Of the usual travel: further up it is being locked out. */
    private static final double TOP_SHARE = 0.7;
    /** Of the usual travel: lower it is being turned round. */
    private static final double BOTTOM_SHARE = 0.12;
    /** Over the longest ascent before. */
    private static final double LONG_ASCENT = 1.35;

    private static final int LONG_ASCENT_STEPS = 5;
    /** Over the usual ascent: a bar that stops so late is not at the turn. */
    private static final double STICKING_ASCENT = 1.1;
    /** Of the velocity of the fastest repetitions. */
    private static final double STICKING_SHARE = 0.2;
    /** For so long, as the height filter's velocity at the newest step is worth only so much. */
    private static final int STICKING_STEPS = 9;

    private final MotionHistory history;
    private final RepetitionCounter counter;
    private final SetVelocities velocities;
    private final HeightSmoother smoother = new HeightSmoother(WINDOW_STEPS, REACH_METRES);
    private final Median median = new Median();

    // valid for a set
    private boolean straining;
    private Sign sign;
    private int repetition;
    private long sinceStep;
    private int judged;
    private int sticking;

    StrainDetector(MotionHistory history, RepetitionCounter counter, SetVelocities velocities) {
        this.history = history;
        this.counter = counter;
        this.velocities = velocities;
    }

    /** Starts a set. */
    void begin() {
        straining = false;
        sign = Sign.SLOW_REPETITION;
        repetition = 1;
        judged = 0;
        sticking = 0;
    }

    /** Judges the repetitions after they have been counted anew and measured. */
    void judgeRepetitions(ExerciseProfile exercise) {
        int count = counter.settled() + counter.size();
        if (count <= judged || counter.size() == 0 || velocities.measured() < LEAST_REPETITIONS) {
            return;
        }
        judged = count;
        double used = used(velocities.last(), exercise) + (hasLongPause() ? PAUSE_WORTH : 0);
        if (!straining && used >= MOST_USED) {
            raise(Sign.SLOW_REPETITION, count);
        } else if (straining && used <= LEAST_USED) {
            straining = false;
        }
    }

    private double used(double velocity, ExerciseProfile exercise) {
        double range = velocities.best() - exercise.leastVelocity();
        return range < LEAST_RANGE ? 0 : (velocities.best() - velocity) / range;
    }

    private boolean hasLongPause() {
        int last = counter.size() - 1;
        if (last < 3) {
            return false;
        }
        median.clear();
        for (int i = 1; i < last; i++) {
            median.add(counter.start(i) - counter.end(i - 1));
        }
        long pause = counter.start(last) - counter.end(last - 1);
        return pause >= LONG_PAUSE * median.lower() && pause - median.lower() >= LEAST_LONG_PAUSE_STEPS;
    }

    /** Judges the ascent under way by the newest step. */
    void judgeAscent(ExerciseProfile exercise) {
        int size = counter.size();
        if (straining || velocities.measured() < LEAST_REPETITIONS || size == 0) {
            return;
        }
        long to = history.end();
        long from = Math.max(Math.max(counter.end(size - 1), to - WINDOW_STEPS), history.oldest());
        for (long step = from + 1; step < to; step++) {
            if (history.afterGap(step)) {
                from = step;
            }
        }
        if (to - from < LiveMotion.STANDING_STEPS) {
            sticking = 0;
            return;
        }
        smoother.smooth(history, from, to);
        judgeFrom(from, to, exercise);
    }

    private void judgeFrom(long from, long to, ExerciseProfile exercise) {
        double highest = smoother.height(from);
        double lowered = 0;
        long lowest = from;
        for (long step = from; step < to; step++) {
            highest = Math.max(highest, smoother.height(step));
            lowered = Math.max(lowered, highest - smoother.height(step));
            if (smoother.height(step) <= smoother.height(lowest)) {
                lowest = step;
            }
        }
        double usual = counter.usualTravel();
        // a bar that has been at the top is held there, however the height drifts
        double top = smoother.height(lowest);
        for (long step = lowest; step < to; step++) {
            top = Math.max(top, smoother.height(step));
        }
        double gained = (top - smoother.height(lowest)) / usual;
        if (lowered < LEAST_LOWERING_SHARE * usual || gained < BOTTOM_SHARE || gained > TOP_SHARE) {
            sticking = 0;
            return;
        }
        long start = lowest;
        while (start < to - 1 && smoother.velocity(start) < Rises.LEAST_VELOCITY) {
            start++;
        }
        double velocity = smoother.velocity(to - 1);
        if (turns(start, to)) {
            sticking = 0;
            return;
        }
        boolean stops = velocity < STICKING_SHARE * velocities.best() && to - start >= STICKING_ASCENT * usualAscent();
        sticking = stops ? sticking + 1 : 0;
        double seconds = (to - start) * MotionHistory.STEP_SECONDS;
        if (sticking >= STICKING_STEPS) {
            raise(Sign.STICKING, counter.settled() + counter.size() + 1);
        } else if (to - start > Math.max(LONG_ASCENT * longestAscent(), longestAscent() + LONG_ASCENT_STEPS)
                && used(usual / seconds, exercise) >= MOST_USED) {
            raise(Sign.LONG_ASCENT, counter.settled() + counter.size() + 1);
        }
    }

    /** Whether the wrist turns more than with the bar in it. */
    private boolean turns(long from, long to) {
        double squares = 0;
        for (long step = from; step < to; step++) {
            squares += (double) history.angularRate(step) * history.angularRate(step);
        }
        return Math.sqrt(squares / (to - from)) > RepetitionCounter.MOST_TURNING_SHARE * counter.usualTurning();
    }

    private double usualAscent() {
        median.clear();
        for (int i = 0; i < counter.size(); i++) {
            median.add(counter.end(i) - counter.start(i));
        }
        return median.upper();
    }

    private long longestAscent() {
        long longest = 0;
        for (int i = 0; i < counter.size(); i++) {
            longest = Math.max(longest, counter.end(i) - counter.start(i));
        }
        return longest;
    }

    private void raise(Sign seen, int at) {
        straining = true;
        sign = seen;
        repetition = at;
        sinceStep = history.end() - 1;
    }

    boolean straining() {
        return straining;
    }

    /** What it was seen by. */
    Sign sign() {
        return sign;
    }

    /** The number of the repetition in which it was seen. */
    int repetition() {
        return repetition;
    }

    /** Monotonic time since which it has been seen. */
    long sinceNanos() {
        return history.timeNanos(Math.max(sinceStep, history.oldest()));
    }
}
