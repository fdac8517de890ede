package dev.spotter.capture.simulator;

/**
 * How the wrist stands and moves at one instant, as motions add to it; from it follow the true specific force and
 * angular rate in the sensor's axes.
 */
final class WristState {
    /** The direction of up in the sensor's axes before the turns, unit length. */
    final double[] up = new double[3];

    /** Angular rate of a change of posture, in the sensor's axes, degrees per second. */
    final double[] postureRate = new double[3];

    /** Acceleration upwards and along the two level directions, in g. */
    double upwardG;

    double forwardG;
    double sidewardG;

    /** How much the wrist trembles, as standard deviation of angular rate, in degrees per second. */
    double wobbleDps;

    /** How much the arm trembles, as standard deviation of acceleration, in g. */
    double jitterG;

    private final double[] angles = new double[3];
    private final double[] rates = new double[3];
    private final double[] level = new double[3];
    private final double[] side = new double[3];

    void clear() {
        for (int axis = 0; axis < 3; axis++) {
            postureRate[axis] = 0;
            angles[axis] = 0;
            rates[axis] = 0;
        }
        upwardG = 0;
        forwardG = 0;
        sidewardG = 0;
        wobbleDps = 0;
        jitterG = 0;
    }

    /** Adds a turn about an axis of the sensor: its angle in degrees and its rate in degrees per second. */
    void turn(int axis, double degrees, double degreesPerSecond) {
        angles[axis] += degrees;
        rates[axis] += degreesPerSecond;
    }

    /** Writes specific force in g into 0 to 2 and angular rate in degrees per second into 3 to 5. */
    void sense(double[] values) {
        levelDirections();
        for (int axis = 0; axis < 3; axis++) {
            values[axis] = up[axis] * (1 + upwardG) + level[axis] * forwardG + side[axis] * sidewardG;
            values[3 + axis] = postureRate[axis];
        }
        // What is fixed to the room turns the other way, seen from the sensor.
        double x = Math.toRadians(angles[0]);
        double y = Math.toRadians(angles[1]);
        double z = Math.toRadians(angles[2]);
        Rotations.turn(values, 0, -x, -y, -z);
        Rotations.turn(values, 3, -x, -y, -z);
        addRate(values, x, y, z);
    }

    /** The angular rate of a rotation vector that changes: the right Jacobian of rotations, to second order. */
    private void addRate(double[] values, double x, double y, double z) {
        double cx = y * rates[2] - z * rates[1];
        double cy = z * rates[0] - x * rates[2];
        double cz = x * rates[1] - y * rates[0];
        values[3] += rates[0] - cx / 2 + (y * cz - z * cy) / 6;
        values[4] += rates[1] - cy / 2 + (z * cx - x * cz) / 6;
        values[5] += rates[2] - cz / 2 + (x * cy - y * cx) / 6;
    }

    /** Two level directions: the one nearest to the sensor's z axis (out of the back of the hand) is forward. */
    private void levelDirections() {
        int reference = Math.abs(up[2]) < 0.9 ? 2 : 0;
        double along = up[reference];
        double length = Math.sqrt(1 - along * along);
        for (int axis = 0; axis < 3; axis++) {
            level[axis] = ((axis == reference ? 1 : 0) - along * up[axis]) / length;
        }
        side[0] = up[1] * level[2] - up[2] * level[1];
        side[1] = up[2] * level[0] - up[0] * level[2];
        side[2] = up[0] * level[1] - up[1] * level[0];
    }
}
