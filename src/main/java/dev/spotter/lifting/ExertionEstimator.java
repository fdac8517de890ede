package dev.spotter.lifting;

import dev.spotter.observation.Exertion;

/**
 * Estimates the perceived exertion of a set from how fast its repetitions went up.
 *
 * <p>Three things are known, each with its own standard uncertainty, and are put together as independent normal ones (by
 * their precisions):
 *
 * <ol>
 *   <li>What people usually rate their sets.
 *   <li>How near the last repetition was to the slowest that succeeds: RIR = (v - v0) / (s c), with the mean velocity v of
 *       the last repetition, the exercise's least velocity v0 and travel s, and c = {@value #FALL_PER_REPETITION} /s. That
 *       velocity falls with the repetitions in reserve: M. C. Zourdos et al. 2016 (r = -0.88 in the squat), Helms et al.
 *       2017 (-0.79 to -0.87).
 *   <li>What share of the repetitions that were possible was done, by the velocity lost since the fastest: p = ((b - v) /
 *       (b - v0))^{@value #LOSS_EXPONENT}, with the velocity b of the fastest ones; RIR = n (1 / p - 1) after n
 *       repetitions. That p follows from the loss whatever the load: J. J. González-Badillo et al., "Velocity loss as a
 *       variable for monitoring resistance exercise", International Journal of Sports Medicine 38(3), 2017; it differs
 *       between people by 5 to 20 % (A. Pérez-Castilla et al., International Journal of Sports Physiology and Performance,
 *       2021). Here the loss is set against the greatest that is possible, b - v0, so that exercises need no equation each.
 * </ol>
 *
 * <p>RPE = 10 - RIR (Zourdos et al. 2016). Little loss, or a fast last repetition, says only that much was left, and how
 * much is uncertain: then the first decides. docs/exertion.md has the figures.
 */
final class ExertionEstimator {
    /** What people rate: mean and standard deviation; fitted on A's twelve rated sets, the latter widened for other people. */
    static final double USUAL_RPE = 7.25;

    static final double USUAL_RPE_SPREAD = 1.15;
    /** Of the travel, the velocity that a repetition in reserve is worth, in 1/s; fitted on the same sets. */
    static final double FALL_PER_REPETITION = 0.2;

    private static final double LOSS_EXPONENT = 0.75;
    /** One repetition: how far people are from their own truth when they rate a set (I. Halperin et al., Sports Medicine 52, 2022). */
    private static final double RATING_SPREAD = 1;
    /** Of repetitions in reserve: the slope differs as much between people. */
    private static final double FALL_SPREAD_SHARE = 0.4;
    /** Of the share of possible repetitions. */
    private static final double SHARE_SPREAD = 0.2;
    /** Of one repetition's mean velocity, in m/s: the sensor on a wrist, and the unevenness of a person. */
    private static final double VELOCITY_SPREAD = 0.03;
    /** More in reserve is rated alike. */
    private static final double MOST_IN_RESERVE = 6;
    /** Of a set in which the bar got stuck: nothing was left. */
    private static final Exertion FAILED = new Exertion.Estimate(Exertion.Estimate.MOST, 0.5, 1);

    private final SetVelocities velocities;

    // valid within an estimate
    private double precision;
    private double weighted;

    ExertionEstimator(SetVelocities velocities) {
        this.velocities = velocities;
    }

    /**
     * Estimates the exertion of a set, or of a set so far.
     *
     * @param repetitions how many have been counted
     * @param exercise the exercise
     * @param failed whether the bar got stuck in it
     */
    Exertion estimate(int repetitions, ExerciseProfile exercise, boolean failed) {
        if (failed) {
            return FAILED;
        }
        if (repetitions < SetVelocities.LEAST_REPETITIONS) {
            return Exertion.Absent.TOO_FEW_REPETITIONS;
        }
        if (!velocities.known() || velocities.measured() * 2 < repetitions) {
            return Exertion.Absent.SIGNAL_INCOMPLETE;
        }
        double last = velocities.last();
        double best = velocities.best();
        precision = 0;
        weighted = 0;
        add(USUAL_RPE, USUAL_RPE_SPREAD);
        addNearness(last, exercise);
        addLoss(repetitions, last, best, exercise);
        double rpe = Math.clamp(weighted / precision, Exertion.Estimate.LEAST, Exertion.Estimate.MOST);
        double loss = Math.clamp(1 - last / best, 0, 1);
        return new Exertion.Estimate(rpe, 1 / Math.sqrt(precision), loss);
    }

    private void addNearness(double last, ExerciseProfile exercise) {
        double perRepetition = FALL_PER_REPETITION * exercise.travelMetres();
        double reserve = Math.max(0, (last - exercise.leastVelocity()) / perRepetition);
        double least = Math.hypot(VELOCITY_SPREAD, exercise.leastVelocitySpread()) / perRepetition;
        addReserve(reserve, Math.hypot(least, FALL_SPREAD_SHARE * reserve));
    }

    private void addLoss(int repetitions, double last, double best, ExerciseProfile exercise) {
        double range = best - exercise.leastVelocity();
        double lost = best - last;
        if (range < 2 * VELOCITY_SPREAD || lost < VELOCITY_SPREAD) {
            return;
        }
        double used = Math.min(1, lost / range);
        double share = Math.pow(used, LOSS_EXPONENT);
        double measured = LOSS_EXPONENT * Math.hypot(VELOCITY_SPREAD, exercise.leastVelocitySpread()) / lost;
        double spread = Math.hypot(SHARE_SPREAD, Math.min(1, measured));
        addReserve(repetitions * (1 / share - 1), repetitions * spread / share);
    }

    private void addReserve(double reserve, double spread) {
        add(Exertion.Estimate.MOST - Math.min(reserve, MOST_IN_RESERVE), Math.hypot(spread, RATING_SPREAD));
    }

    private void add(double rpe, double spread) {
        double gained = 1 / (spread * spread);
        precision += gained;
        weighted += gained * rpe;
    }
}
