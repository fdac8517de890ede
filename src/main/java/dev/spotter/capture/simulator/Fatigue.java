package dev.spotter.capture.simulator;

import java.util.SplittableRandom;

/**
 * How much slower each repetition of a set goes up than a fresh one.
 *
 * <p>What is known of sets to failure: velocity falls with the share of the possible repetitions that has been done, slowly
 * at first, down to about that of one repetition maximum in the last that succeeds, whatever the load (J. J.
 * González-Badillo et al., International Journal of Sports Medicine 38(3), 2017). So a set that fails has used nearly all
 * of the velocity that there is to lose before it does, and one that ends with repetitions in reserve a part of it.
 */
final class Fatigue {
    /** Velocity of the slowest ascent that succeeds, relative to a fresh one. */
    private static final double LEAST_VELOCITY = 0.4;
    /** A pull at the chest ends fast or not at all. */
    private static final double LEAST_VELOCITY_ROW = 0.65;

    private static final double CURVE = 1.33;

    private final double leastVelocity;
    private final double repetitionsToFailure;
    private final double usedAtFailure;

    private Fatigue(Exercise exercise, double repetitionsToFailure, double usedAtFailure) {
        leastVelocity = exercise == Exercise.ROW ? LEAST_VELOCITY_ROW : LEAST_VELOCITY;
        this.repetitionsToFailure = repetitionsToFailure;
        this.usedAtFailure = usedAtFailure;
    }

    /** Of a set that fails after so many good repetitions. */
    static Fatigue failing(Exercise exercise, int good, SplittableRandom random) {
        return new Fatigue(exercise, good, 0.75 + 0.2 * random.nextDouble());
    }

    /** Of a set that ends well. */
    static Fatigue inReserve(Exercise exercise, int repetitions, Lifter lifter, SplittableRandom random) {
        double reserve = lifter.leastReserve() + 2 * random.nextDouble();
        return new Fatigue(exercise, repetitions + reserve, 0.95);
    }

    /**
     * How many times as long the way up takes.
     *
     * @param repetition from 0
     */
    double slowing(int repetition) {
        // the last that succeeds comes one before failure; a set of one is a heavy one
        double share = repetitionsToFailure <= 1 ? 0.7 : Math.min(1, repetition / (repetitionsToFailure - 1));
        double used = usedAtFailure * Math.pow(share, CURVE);
        return 1 / (1 - used * (1 - leastVelocity));
    }
}
