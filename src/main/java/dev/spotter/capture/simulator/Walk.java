package dev.spotter.capture.simulator;

/**
 * Walking about: the body goes up and down with every step, the heel strikes, and the arm swings with every second one.
 *
 * @param seconds how long
 * @param stepHertz steps a second
 * @param bounceG amplitude of the body's vertical acceleration
 * @param swingDegrees amplitude of the arm's swing
 * @param strikeG first amplitude of what the wrist feels of a heel's strike
 */
record Walk(double seconds, double stepHertz, double bounceG, double swingDegrees, double strikeG) implements Motion {
    private static final double FADE_SECONDS = 0.6;
    private static final double STRIKE_HERTZ = 11;
    private static final double STRIKE_DECAY_SECONDS = 0.05;
    /** A hanging hand's back looks outwards and forwards, so that the swing is about both axes square to the forearm. */
    private static final double ACROSS = 0.5;

    private static final double BACK_OF_HAND = 0.85;
    private static final double ROLL = 0.4;
    private static final double WOBBLE_DPS = 22;
    private static final double JITTER_G = 0.05;

    @Override
    public void at(double time, WristState state) {
        double fade = Math.min(1, Math.min(time, seconds - time) / FADE_SECONDS);
        double phase = 2 * Math.PI * stepHertz * time;
        double sinceStrike = time * stepHertz % 1 / stepHertz;
        double strike = strikeG
                * Math.exp(-sinceStrike / STRIKE_DECAY_SECONDS)
                * Math.sin(2 * Math.PI * STRIKE_HERTZ * sinceStrike);
        state.upwardG = fade * (bounceG * Math.sin(phase) + strike);
        state.forwardG = fade * 0.5 * bounceG * Math.cos(phase);
        double swing = fade * swingDegrees * Math.sin(phase / 2);
        double swingRate = fade * swingDegrees * Math.PI * stepHertz * Math.cos(phase / 2);
        state.turn(0, ACROSS * swing, ACROSS * swingRate);
        state.turn(2, BACK_OF_HAND * swing, BACK_OF_HAND * swingRate);
        double roll = fade * ROLL * swingDegrees * Math.sin(phase / 2 + 1);
        double rollRate = fade * ROLL * swingDegrees * Math.PI * stepHertz * Math.cos(phase / 2 + 1);
        state.turn(1, roll, rollRate);
        state.wobbleDps = WOBBLE_DPS * fade;
        state.jitterG = JITTER_G * fade;
    }
}
