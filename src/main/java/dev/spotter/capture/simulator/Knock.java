package dev.spotter.capture.simulator;

/**
 * The bar is taken out of the rack, put back, or set down: steel meets steel, and the bar rings. Where it is lifted or
 * lowered for that, the bar moves first.
 *
 * @param seconds how long
 * @param atSeconds when the steel meets
 * @param amplitudeG first amplitude of the ringing
 * @param riseMetres how far the bar goes up (out of the hooks), or down, in all that time
 * @param wobbleDps how much the wrist trembles, in degrees per second
 */
record Knock(double seconds, double atSeconds, double amplitudeG, double riseMetres, double wobbleDps)
        implements Motion {
    private static final double RING_HERTZ = 14;
    private static final double RING_DECAY_SECONDS = 0.06;
    private static final double TWIST_DPS_PER_G = 60;
    private static final double JITTER_G = 0.03;

    @Override
    public void at(double time, WristState state) {
        state.upwardG = riseMetres * MinimumJerk.acceleration(time / seconds) / (seconds * seconds) / BarPath.GRAVITY;
        double since = time - atSeconds;
        if (since > 0) {
            double fading = amplitudeG * Math.exp(-since / RING_DECAY_SECONDS);
            double angle = 2 * Math.PI * RING_HERTZ * since;
            state.upwardG += fading * Math.sin(angle);
            state.forwardG += 0.5 * fading * Math.cos(angle);
            double rate = fading * TWIST_DPS_PER_G * Math.sin(angle);
            state.turn(0, 0, rate);
            state.turn(2, 0, -0.6 * rate);
        }
        state.wobbleDps = wobbleDps;
        state.jitterG = JITTER_G;
    }
}
