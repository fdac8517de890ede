package dev.spotter.lifting;

/**
 * The stretches of a smoothed motion in which the bar goes up. A rise ends where the bar goes down again or
 * stands for a while, not where it slows: a sticking point does not make two of one. Nothing is allocated after construction.
 */
final class Rises {
    static final int CAPACITY = 256;
    /** Slower than this is no motion of its own. */
    static final double LEAST_VELOCITY = 0.1;
    /** A bar that stands for so long has not been sticking: what goes up then is another rise. */
    private static final int PAUSE_STEPS = 15;
    /** A rise begins and ends where it has this share of its peak velocity. */
    private static final double FLANK = 0.2;

    private final long[] start = new long[CAPACITY];
    private final long[] end = new long[CAPACITY];
    private final double[] peakVelocity = new double[CAPACITY];
    private final double[] travel = new double[CAPACITY];
    private final double[] lowering = new double[CAPACITY];
    private final double[] angularRate = new double[CAPACITY];
    private final long[] peakStep = new long[CAPACITY];
    private final boolean[] cut = new boolean[CAPACITY];
    private final boolean[] unfinished = new boolean[CAPACITY];

    // valid until the next find
    private int size;

    // valid within a find
    private MotionHistory history;
    private HeightSmoother motion;
    private double highest;

    /**
     * Finds the rises of what was smoothed last.
     *
     * @param last whether nothing more will come, so that what has not ended at the last step was cut there
     */
    void find(MotionHistory history, HeightSmoother motion, boolean last) {
        this.history = history;
        this.motion = motion;
        size = 0;
        long from = motion.from();
        for (long step = from + 1; step <= motion.to(); step++) {
            if (step == motion.to() || history.afterGap(step)) {
                findBetweenGaps(from, step, last || step < motion.to());
                from = step;
            }
        }
    }

    private void findBetweenGaps(long from, long to, boolean last) {
        boolean up = false;
        long upFrom = 0;
        long upTo = 0;
        highest = motion.height(from);
        for (long step = from; step < to; step++) {
            double velocity = motion.velocity(step);
            if (up && (velocity <= -LEAST_VELOCITY || step - upTo >= PAUSE_STEPS)) {
                add(upFrom, upTo, from, to, last);
                up = false;
            }
            if (velocity >= LEAST_VELOCITY) {
                if (!up) {
                    up = true;
                    upFrom = step;
                }
                upTo = step + 1;
            }
        }
        if (up) {
            add(upFrom, upTo, from, to, last);
        }
    }

    private void add(long upFrom, long upTo, long from, long to, boolean last) {
        if (size == CAPACITY) {
            return;
        }
        long peak = upFrom;
        for (long step = upFrom; step < upTo; step++) {
            if (motion.velocity(step) > motion.velocity(peak)) {
                peak = step;
            }
        }
        double flank = FLANK * motion.velocity(peak);
        long first = upFrom;
        while (motion.velocity(first) < flank) {
            first++;
        }
        long after = upTo;
        while (motion.velocity(after - 1) < flank) {
            after--;
        }
        double metres = 0;
        double squares = 0;
        for (long step = first; step < after; step++) {
            metres += motion.velocity(step) * MotionHistory.STEP_SECONDS;
            squares += (double) history.angularRate(step) * history.angularRate(step);
        }
        for (long step = size == 0 || end[size - 1] < from ? from : end[size - 1]; step < first; step++) {
            highest = Math.max(highest, motion.height(step));
        }
        start[size] = first;
        end[size] = after;
        peakStep[size] = peak;
        peakVelocity[size] = motion.velocity(peak);
        travel[size] = metres;
        lowering[size] = highest - motion.height(first);
        angularRate[size] = Math.sqrt(squares / (after - first));
        boolean touchesEnd = after >= to - 1;
        cut[size] = first <= from + 1 && history.afterGap(from) || touchesEnd && last;
        unfinished[size] = touchesEnd && !last;
        highest = motion.height(after - 1);
        size++;
    }

    int size() {
        return size;
    }

    /** The first step of a rise. */
    long start(int rise) {
        return start[rise];
    }

    /** The step after the last of a rise. */
    long end(int rise) {
        return end[rise];
    }

    /** The step of its greatest velocity. */
    long peakStep(int rise) {
        return peakStep[rise];
    }

    /** The greatest velocity in m/s. */
    double peakVelocity(int rise) {
        return peakVelocity[rise];
    }

    /** How far the bar went up, in m. */
    double travel(int rise) {
        return travel[rise];
    }

    /** How far the bar came down between the rise before it and this one, in m. */
    double lowering(int rise) {
        return lowering[rise];
    }

    /** Root mean square of the angular rate during the rise, degrees per second. */
    double angularRate(int rise) {
        return angularRate[rise];
    }

    /** Whether the recording, or a gap in it, cut off the start or the end of the rise. */
    boolean cut(int rise) {
        return cut[rise];
    }

    /** Whether the rise was still under way at the last step. */
    boolean unfinished(int rise) {
        return unfinished[rise];
    }
}
