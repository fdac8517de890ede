package dev.spotter.lifting;

/**
 * How the hand holds the bar: the upward direction in the sensor's axes, averaged over the motion of a set. A hand that
 * leaves the bar turns away from it further, or faster, than any repetition does: within the sets that this was looked
 * up in the direction stays within 35 degrees of its mean and the angular rate, over half a second, under 120 degrees
 * per second.
 */
final class Posture {
    private static final double MOST_DEGREES = 50;
    private static final double LEAST_COSINE = Math.cos(Math.toRadians(MOST_DEGREES));
    private static final double MOST_ANGULAR_RATE = 200;
    private static final int STEPS = 5;
    /** The mean follows a slow change of grip over about this many steps of motion. */
    private static final int MEMORY_STEPS = 150;

    // valid for a set
    private double x;
    private double y;
    private double z;
    private int seen;
    private int offSteps;

    /** Forgets the posture. */
    void reset() {
        x = 0;
        y = 0;
        z = 0;
        seen = 0;
        offSteps = 0;
    }

    /**
     * Takes a step of motion.
     *
     * @param moving whether the bar moves up or down in it
     */
    void accept(MotionHistory history, long step, boolean moving) {
        boolean off = history.angularRate(step) > MOST_ANGULAR_RATE || isTurnedAway(history, step);
        offSteps = off ? offSteps + 1 : 0;
        if (moving && !off) {
            seen = Math.min(seen + 1, MEMORY_STEPS);
            x += (history.upX(step) - x) / seen;
            y += (history.upY(step) - y) / seen;
            z += (history.upZ(step) - z) / seen;
        }
    }

    private boolean isTurnedAway(MotionHistory history, long step) {
        double length = Math.sqrt(x * x + y * y + z * z);
        double along = x * history.upX(step) + y * history.upY(step) + z * history.upZ(step);
        return seen >= 2 * STEPS && along < LEAST_COSINE * length;
    }

    /** Whether the hand has been off the bar for half a second. */
    boolean isOffTheBar() {
        return offSteps >= STEPS;
    }
}
