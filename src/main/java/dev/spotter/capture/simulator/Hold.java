package dev.spotter.capture.simulator;

/**
 * The hand stays where it is, as quietly as people can.
 *
 * @param seconds how long
 * @param wobbleDps how much the wrist trembles, in degrees per second
 * @param jitterG how much the arm trembles, in g
 */
record Hold(double seconds, double wobbleDps, double jitterG) implements Motion {
    @Override
    public void at(double time, WristState state) {
        state.wobbleDps = wobbleDps;
        state.jitterG = jitterG;
    }
}
