package dev.spotter.lifting;

/**
 * A Kalman filter of the bar's height, vertical velocity and the accelerometer's slow error, driven by the measured
 * vertical acceleration.
 *
 * <p>Integrating an accelerometer twice drifts away within seconds. Two things that are known of a lift hold it: the bar
 * stays within reach of its mean height (a weak measurement of height 0), and where it is seen to stand its velocity is
 * 0 (zero-velocity update: E. Foxlin, "Pedestrian tracking with shoe-mounted inertial sensors", IEEE Computer Graphics
 * and Applications 25(6), 2005). State and covariance are those of R. E. Kalman, 1960; height in m, velocity in m/s,
 * error in m/s².
 */
final class HeightFilter {
    private static final double H = MotionHistory.STEP_SECONDS;
    private static final double STANDING_VARIANCE = 0.03 * 0.03;
    private static final double VELOCITY_NOISE = 4.5e-4;
    private static final double ERROR_NOISE = 6.75e-4;
    private static final double HEIGHT_NOISE = 1e-6;

    private final double heightVariance;

    double height;
    double velocity;
    double error;
    double p00;
    double p01;
    double p02;
    double p11;
    double p12;
    double p22;

    /**
     * A filter.
     *
     * @param reachMetres the bar is within this of its mean height, as known after a second
     */
    HeightFilter(double reachMetres) {
        heightVariance = reachMetres * reachMetres / H;
    }

    /** Forgets everything: anywhere within reach, at any velocity of a lift. */
    void reset() {
        height = 0;
        velocity = 0;
        error = 0;
        p00 = 0.25;
        p11 = 0.5;
        p22 = 0.1;
        p01 = 0;
        p02 = 0;
        p12 = 0;
    }

    /** Goes one step on with a measured upward acceleration in m/s². */
    void predict(double acceleration) {
        double a = acceleration - error;
        height += H * velocity + H * H / 2 * a;
        velocity += H * a;
        double m00 = p00 + H * p01 - H * H / 2 * p02;
        double m01 = p01 + H * p11 - H * H / 2 * p12;
        double m02 = p02 + H * p12 - H * H / 2 * p22;
        double m11 = p11 - H * p12;
        double m12 = p12 - H * p22;
        p00 = m00 + H * m01 - H * H / 2 * m02 + HEIGHT_NOISE;
        p01 = m01 - H * m02;
        p02 = m02;
        p11 = m11 - H * m12 + VELOCITY_NOISE;
        p12 = m12;
        p22 += ERROR_NOISE;
    }

    /** The bar is somewhere near its mean height. */
    void withinReach() {
        double s = p00 + heightVariance;
        double k0 = p00 / s;
        double k1 = p01 / s;
        double k2 = p02 / s;
        double innovation = -height;
        height += k0 * innovation;
        velocity += k1 * innovation;
        error += k2 * innovation;
        double q00 = p00;
        double q01 = p01;
        double q02 = p02;
        p00 -= k0 * q00;
        p01 -= k0 * q01;
        p02 -= k0 * q02;
        p11 -= k1 * q01;
        p12 -= k1 * q02;
        p22 -= k2 * q02;
    }

    /** The bar stands. */
    void standing() {
        double s = p11 + STANDING_VARIANCE;
        double k0 = p01 / s;
        double k1 = p11 / s;
        double k2 = p12 / s;
        double innovation = -velocity;
        height += k0 * innovation;
        velocity += k1 * innovation;
        error += k2 * innovation;
        double q01 = p01;
        double q11 = p11;
        double q12 = p12;
        p00 -= k0 * q01;
        p01 -= k0 * q11;
        p02 -= k0 * q12;
        p11 -= k1 * q11;
        p12 -= k1 * q12;
        p22 -= k2 * q12;
    }
}
