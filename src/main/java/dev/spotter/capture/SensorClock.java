package dev.spotter.capture;

/**
 * Maps the time at which a sensor's sample was filed to the time at which it was taken. A sensor is late by so much at some
 * instants, and between them by what lies on the straight line; before the first and behind the last it is late by as
 * much as there.
 */
final class SensorClock {
    private final double[] commonSeconds;
    private final double[] lateSeconds;

    /**
     * @param commonSeconds growing instants
     * @param lateSeconds by how much the sensor is late at each; the sums of both grow, too
     */
    SensorClock(double[] commonSeconds, double[] lateSeconds) {
        this.commonSeconds = commonSeconds.clone();
        this.lateSeconds = lateSeconds.clone();
        for (int i = 1; i < commonSeconds.length; i++) {
            if (!(commonSeconds[i] > commonSeconds[i - 1]) || !(filed(i) > filed(i - 1))) {
                throw new IllegalArgumentException("a clock only goes on, but not from %s s to %s s"
                        .formatted(commonSeconds[i - 1], commonSeconds[i]));
            }
        }
    }

    /** A sensor that is never late. */
    static SensorClock inStep() {
        return new SensorClock(new double[] {0}, new double[] {0});
    }

    /** When a sample was taken that was filed at this time. */
    double commonSeconds(double filedSeconds) {
        int last = commonSeconds.length - 1;
        if (filedSeconds <= filed(0)) {
            return filedSeconds - lateSeconds[0];
        }
        for (int i = 1; i <= last; i++) {
            if (filedSeconds <= filed(i)) {
                double share = (filedSeconds - filed(i - 1)) / (filed(i) - filed(i - 1));
                return commonSeconds[i - 1] + share * (commonSeconds[i] - commonSeconds[i - 1]);
            }
        }
        return filedSeconds - lateSeconds[last];
    }

    private double filed(int instant) {
        return commonSeconds[instant] + lateSeconds[instant];
    }
}
