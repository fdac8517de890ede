package dev.spotter.evaluation;

/**
 * Expected calibration error (Guo et al. 2017, eq. 3) with {@value #BINS} equal bins of the top confidence: how far, on
 * average, verdicts are from being right as often as they say.
 */
final class CalibrationError {
    static final int BINS = 15;

    private final long[] inBin = new long[BINS];
    private final long[] rightInBin = new long[BINS];
    private final double[] confidenceInBin = new double[BINS];

    /**
     * A verdict.
     *
     * @param confidence probability of its most probable label
     * @param right whether that is the truth
     */
    void verdict(double confidence, boolean right) {
        int bin = Math.clamp((int) (confidence * BINS), 0, BINS - 1);
        inBin[bin]++;
        rightInBin[bin] += right ? 1 : 0;
        confidenceInBin[bin] += confidence;
    }

    /** The error; NaN where there was no verdict. */
    double value() {
        double error = 0;
        long count = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(rightInBin[bin] - confidenceInBin[bin]);
            count += inBin[bin];
        }
        return error / count;
    }
}
