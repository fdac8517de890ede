/** Repetitions, sets and the state of a lift, from a wrist or bar IMU and the verdicts on the exercise. */
package dev.spotter.lifting;
