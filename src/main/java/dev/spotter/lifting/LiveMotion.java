package dev.spotter.lifting;

/**
 * What is known of the bar's motion at the newest step, without waiting for what comes after: its vertical velocity by a
 * {@link HeightFilter}, and for how long it has felt like a bar that stands. A bar that goes slowly and evenly feels the
 * same for a while, which is why a short standing proves nothing.
 */
final class LiveMotion {
    /** Standing is judged over this much. */
    static final int STANDING_STEPS = 8;

    /** No bar goes evenly for so many steps more: then it did stand. */
    static final int PROVING_STEPS = 12;

    private static final double REACH_METRES = 0.3;
    private static final double MOST_ACCELERATION_SPREAD = 0.3;
    private static final double MOST_TURNING = 30;
    private static final double STANDING_VELOCITY = 0.2;
    private static final double MOVING_VELOCITY = 0.15;

    private final MotionHistory history;
    private final HeightFilter filter = new HeightFilter(REACH_METRES);

    // valid since the source began
    private int standing;

    LiveMotion(MotionHistory history) {
        this.history = history;
        filter.reset();
    }

    /** Takes the newest step; to be called for each one. */
    void follow() {
        long step = history.end() - 1;
        if (history.afterGap(step)) {
            filter.reset();
        } else {
            filter.predict(history.acceleration(step));
        }
        filter.withinReach();
        standing = isEven(step) ? standing + 1 : 0;
        if (standing == PROVING_STEPS) {
            for (long i = step - PROVING_STEPS + 1; i < step; i++) {
                history.markStanding(i);
            }
        }
        if (standing >= PROVING_STEPS) {
            history.markStanding(step);
        }
    }

    /** Whether acceleration and direction have hardly changed over the last steps. */
    private boolean isEven(long step) {
        if (step - history.oldest() < STANDING_STEPS) {
            return false;
        }
        double sum = 0;
        double squares = 0;
        double turning = 0;
        for (long i = step - STANDING_STEPS + 1; i <= step; i++) {
            if (history.afterGap(i)) {
                return false;
            }
            turning += history.turning(i);
            sum += history.acceleration(i);
            squares += (double) history.acceleration(i) * history.acceleration(i);
        }
        double mean = sum / STANDING_STEPS;
        return turning / STANDING_STEPS <= MOST_TURNING
                && squares / STANDING_STEPS - mean * mean <= MOST_ACCELERATION_SPREAD * MOST_ACCELERATION_SPREAD;
    }

    /** Upward velocity in m/s. */
    double velocity() {
        return filter.velocity;
    }

    /** Whether the bar goes up or down. */
    boolean isMoving() {
        return Math.abs(filter.velocity) >= MOVING_VELOCITY;
    }

    /** Whether the bar has been standing for so many steps on top of {@link #STANDING_STEPS}. */
    boolean isStanding(int moreSteps) {
        return standing > moreSteps && Math.abs(filter.velocity) < STANDING_VELOCITY;
    }

    /** The step from which on the bar stands for sure, as far as it stands now. */
    long surelyStandingFrom() {
        return history.end() - Math.max(STANDING_STEPS, standing);
    }

    /** Monotonic time since which the bar stands, as far as it stands now. */
    long standingSinceNanos() {
        return history.timeNanos(Math.max(history.oldest(), history.end() - STANDING_STEPS - standing));
    }
}
