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
    private static final double LEAST_COSINE_STUCK = Math.cos(Math.toRadians(25));
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

    // valid as long as the bar is stuck
    private double stuckX;
    private double stuckY;
    private double stuckZ;
    private int turnedSteps;

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

    /** The bar is stuck since a step: from then on it holds the hand where it is. */
    void stick(MotionHistory history, long step) {
        stuckX = history.upX(step);
        stuckY = history.upY(step);
        stuckZ = history.upZ(step);
        turnedSteps = 0;
    }

    /** Takes a step in which the bar may still be stuck. */
    void acceptStuck(MotionHistory history, long step) {
        double along = stuckX * history.upX(step) + stuckY * history.upY(step) + stuckZ * history.upZ(step);
        turnedSteps = along < LEAST_COSINE_STUCK ? turnedSteps + 1 : 0;
    }

    /** Whether the hand has turned on a bar that is stuck, for half a second: alone that may be a bar that tilts. */
    boolean hasTurnedOnStuckBar() {
        return turnedSteps >= STEPS;
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

    /** For how many steps the hand has been off the bar, 0 while it is on it. */
    int stepsOffTheBar() {
        return offSteps;
    }
}
