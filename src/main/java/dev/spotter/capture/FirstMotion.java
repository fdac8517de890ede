package dev.spotter.capture;

/**
 * When a sensor begins to turn: where the root mean square of its angular rate over a second is above
 * {@value #MOVING_DPS} deg/s for the first time, as a pipeline's reference is begun. Who stands before lifting has no
 * reference yet.
 */
final class FirstMotion {
    private static final double MOVING_DPS = 17;
    private static final double SECOND = 1;

    private final double[] seconds;
    private final float[][] values;
    private final int rateChannel;

    /**
     * @param seconds times of the samples, growing
     * @param values the values of all sensors
     * @param rateChannel the first of the sensor's three of angular rate
     */
    FirstMotion(double[] seconds, float[][] values, int rateChannel) {
        this.seconds = seconds;
        this.values = values;
        this.rateChannel = rateChannel;
    }

    /** When the second begins in which motion is noticed, not before the given time; infinite where there is none. */
    double from(double first) {
        int oldest = 0;
        while (oldest < seconds.length && seconds[oldest] < first) {
            oldest++;
        }
        double sum = 0;
        for (int newest = oldest; newest < seconds.length; newest++) {
            sum += square(newest);
            while (seconds[newest] - seconds[oldest] > SECOND) {
                sum -= square(oldest++);
            }
            boolean whole = seconds[newest] - first >= SECOND;
            if (whole && sum > MOVING_DPS * MOVING_DPS * (newest - oldest + 1)) {
                return seconds[newest] - SECOND;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private double square(int sample) {
        double sum = 0;
        for (int axis = 0; axis < 3; axis++) {
            double rate = values[sample][rateChannel + axis];
            sum += rate * rate;
        }
        return sum;
    }
}
