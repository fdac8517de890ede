package dev.spotter.capture.simulator;

/** The hand goes to another posture, on the shortest way and with minimum jerk. */
final class Reach implements Motion {
    private static final double WOBBLE_DPS = 10;
    private static final double JITTER_G = 0.03;

    private final double[] from = new double[3];
    private final double[] to;
    private final double seconds;
    private final double riseMetres;
    private final double forwardMetres;
    private final double twistDegrees;
    private double[] way;

    /**
     * @param to direction of up in the sensor's axes at the end, unit length
     * @param seconds how long it takes
     * @param riseMetres how far the hand goes up
     * @param forwardMetres how far it goes forward
     * @param twistDegrees how far it turns about the vertical meanwhile
     */
    Reach(double[] to, double seconds, double riseMetres, double forwardMetres, double twistDegrees) {
        this.to = to;
        this.seconds = seconds;
        this.riseMetres = riseMetres;
        this.forwardMetres = forwardMetres;
        this.twistDegrees = twistDegrees;
    }

    @Override
    public double seconds() {
        return seconds;
    }

    @Override
    public void begin(WristState state) {
        System.arraycopy(state.up, 0, from, 0, 3);
        way = Rotations.between(from, to);
    }

    @Override
    public void at(double time, WristState state) {
        double tau = time / seconds;
        double share = MinimumJerk.position(tau);
        System.arraycopy(from, 0, state.up, 0, 3);
        Rotations.turn(state.up, 0, way[0] * share, way[1] * share, way[2] * share);
        double speed = MinimumJerk.speed(tau) / seconds;
        for (int axis = 0; axis < 3; axis++) {
            state.postureRate[axis] = (twistDegrees * state.up[axis] - Math.toDegrees(way[axis])) * speed;
        }
        double acceleration = MinimumJerk.acceleration(tau) / (seconds * seconds) / BarPath.GRAVITY;
        state.upwardG = riseMetres * acceleration;
        state.forwardG = forwardMetres * acceleration;
        state.wobbleDps = WOBBLE_DPS;
        state.jitterG = JITTER_G;
    }
}
