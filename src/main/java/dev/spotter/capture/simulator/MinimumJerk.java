package dev.spotter.capture.simulator;

/**
 * The minimum-jerk profile, by which people move a hand from rest to rest.
 *
 * <p>T. Flash, N. Hogan: The coordination of arm movements: an experimentally confirmed mathematical model, Journal of
 * Neuroscience 5(7), 1985: {@code s(tau) = 10 tau^3 - 15 tau^4 + 6 tau^5} for a movement from 0 to 1 in unit time.
 */
final class MinimumJerk {
    private MinimumJerk() {}

    /** Share of the way after a share of the time; 0 before it and 1 after it. */
    static double position(double tau) {
        if (tau <= 0) {
            return 0;
        }
        if (tau >= 1) {
            return 1;
        }
        return tau * tau * tau * (10 + tau * (-15 + 6 * tau));
    }

    /** Speed after a share of the time, relative to the mean speed; 0 before and after the movement. */
    static double speed(double tau) {
        if (tau <= 0 || tau >= 1) {
            return 0;
        }
        double both = tau * (1 - tau);
        return 30 * both * both;
    }

    /** Acceleration after a share of the time, for a unit way in unit time; 0 before and after the movement. */
    static double acceleration(double tau) {
        return tau <= 0 || tau >= 1 ? 0 : tau * (60 + tau * (-180 + 120 * tau));
    }
}
