package dev.spotter.lifting;

/**
 * Splits what an IMU feels into gravity and the vertical acceleration of the bar.
 *
 * <p>The direction of gravity is carried along by the gyroscope and pulled towards the accelerometer's reading with a
 * time constant of {@value #TIME_CONSTANT_SECONDS} s: the complementary filter on the direction of R. Mahony, T. Hamel
 * and J.-M. Pflimlin, "Nonlinear complementary filters on the special orthogonal group", IEEE Transactions on
 * Automatic Control 53(5), 2008, with one reference vector and without their bias estimate. Over the first seconds the
 * pull is that of a running mean, so that no still start is needed. It is indifferent to how the sensor is worn.
 */
final class GravityTracker {
    private static final double TIME_CONSTANT_SECONDS = 2.0;
    private static final double STANDARD_GRAVITY = 9.80665;
    /** After a gap the old direction is worth as much as this many samples of a new one. */
    private static final int SAMPLES_KEPT_OVER_GAP = 12;

    // valid since the source began
    private double x;
    private double y;
    private double z;
    private long samples;

    /** Forgets the direction. */
    void reset() {
        samples = 0;
    }

    /** Trusts the direction less: time has passed without samples. */
    void gap() {
        samples = Math.min(samples, SAMPLES_KEPT_OVER_GAP);
    }

    /**
     * Takes a sample.
     *
     * @param sample acceleration x, y, z in g, angular rate x, y, z in degrees per second
     * @param seconds time since the sample before it
     * @return upward acceleration in m/s², 0 at rest
     */
    double accept(float[] sample, double seconds) {
        double ax = sample[0];
        double ay = sample[1];
        double az = sample[2];
        if (samples == 0) {
            x = ax;
            y = ay;
            z = az;
        } else {
            double wx = Math.toRadians(sample[3]) * seconds;
            double wy = Math.toRadians(sample[4]) * seconds;
            double wz = Math.toRadians(sample[5]) * seconds;
            // a direction that is fixed in the room turns against the sensor: g' = -w x g
            double turnedX = x - (wy * z - wz * y);
            double turnedY = y - (wz * x - wx * z);
            double turnedZ = z - (wx * y - wy * x);
            double pull = Math.max(seconds / TIME_CONSTANT_SECONDS, 1.0 / (samples + 1));
            x = turnedX + pull * (ax - turnedX);
            y = turnedY + pull * (ay - turnedY);
            z = turnedZ + pull * (az - turnedZ);
        }
        samples++;
        double length = Math.sqrt(x * x + y * y + z * z);
        if (length > 0) {
            x /= length;
            y /= length;
            z /= length;
        }
        return (ax * x + ay * y + az * z - 1) * STANDARD_GRAVITY;
    }

    /** The upward direction in the sensor's axes: unit vector, x. */
    double upX() {
        return x;
    }

    /** The same, y. */
    double upY() {
        return y;
    }

    /** The same, z. */
    double upZ() {
        return z;
    }
}
