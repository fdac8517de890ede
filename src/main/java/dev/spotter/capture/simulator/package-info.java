/** A lifter with a sensor on the wrist, simulated: bar paths, wrist turns, rest, failed lifts and the sensor's faults. */
package dev.spotter.capture.simulator;
