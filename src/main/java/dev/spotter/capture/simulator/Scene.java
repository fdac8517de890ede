package dev.spotter.capture.simulator;

import dev.spotter.capture.simulator.SimulatedTruth.Activity;

/**
 * A stretch of a motion, and what is true of it.
 *
 * @param motion the motion
 * @param fromSeconds where in the motion it begins
 * @param toSeconds where in the motion it ends
 * @param activity what the lifter is doing
 * @param exercise the exercise, {@code null} at rest
 * @param set how many sets have begun
 * @param repetitions whole repetitions before it
 * @param failing whether the bar is stuck
 * @param failed whether the set has failed
 */
record Scene(
        Motion motion,
        double fromSeconds,
        double toSeconds,
        Activity activity,
        Exercise exercise,
        int set,
        int repetitions,
        boolean failing,
        boolean failed) {
    boolean sameTruth(Scene other) {
        return other != null
                && activity == other.activity
                && exercise == other.exercise
                && set == other.set
                && repetitions == other.repetitions
                && failing == other.failing
                && failed == other.failed;
    }

    SimulatedTruth truth(long timeNanos) {
        return new SimulatedTruth(timeNanos, activity, exercise, set, repetitions, failing, failed);
    }
}
