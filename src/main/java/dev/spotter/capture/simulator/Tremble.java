package dev.spotter.capture.simulator;

import dev.spotter.capture.Resampler;
import java.util.SplittableRandom;

/**
 * The small unsteadiness of a living arm: angular rates and accelerations that wander as Ornstein-Uhlenbeck processes,
 * the angles kept from drifting away.
 */
final class Tremble {
    private static final double STEP_SECONDS = 1.0 / Resampler.RATE_HZ;
    private static final double RATE_SECONDS = 0.09;
    private static final double ANGLE_SECONDS = 0.8;
    private static final double FORCE_SECONDS = 0.06;
    private static final double RATE_KEEP = Math.exp(-STEP_SECONDS / RATE_SECONDS);
    private static final double FORCE_KEEP = Math.exp(-STEP_SECONDS / FORCE_SECONDS);

    private final SplittableRandom random;
    private final double[] rates = new double[3];
    private final double[] angles = new double[3];
    private final double[] forces = new double[3];

    Tremble(SplittableRandom random) {
        this.random = random;
    }

    /** One sample further: adds to the state as much as it says. */
    void add(WristState state) {
        double rateKick = state.wobbleDps * Math.sqrt(1 - RATE_KEEP * RATE_KEEP);
        double forceKick = state.jitterG * Math.sqrt(1 - FORCE_KEEP * FORCE_KEEP);
        for (int axis = 0; axis < 3; axis++) {
            rates[axis] = RATE_KEEP * rates[axis] + rateKick * random.nextGaussian();
            double rate = rates[axis] - angles[axis] / ANGLE_SECONDS;
            angles[axis] += rate * STEP_SECONDS;
            state.turn(axis, angles[axis], rate);
            forces[axis] = FORCE_KEEP * forces[axis] + forceKick * random.nextGaussian();
        }
        state.upwardG += forces[0];
        state.forwardG += 0.7 * forces[1];
        state.sidewardG += 0.7 * forces[2];
    }
}
