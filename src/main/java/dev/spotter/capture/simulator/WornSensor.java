package dev.spotter.capture.simulator;

import dev.spotter.capture.Resampler;
import java.util.SplittableRandom;

/**
 * What a small MEMS sensor (of the MPU-6050's kind) makes of the true motion: a low pass of first order, an offset, a
 * gain error, noise, a range and steps.
 *
 * <p>Figures of the data sheet (InvenSense MPU-6000/6050 product specification, revision 3.4): 400 µg/√Hz, 0.005
 * deg/s/√Hz, ±8 g at 4096 steps a g, ±1000 deg/s at 32.8 steps a deg/s. Offsets are what is left of the sheet's after
 * the usual calibration at rest.
 */
final class WornSensor {
    private static final double BANDWIDTH_HERTZ = 8;
    private static final double SAMPLE_SECONDS = 1.0 / Resampler.RATE_HZ;
    private static final double KEEP = Math.exp(-2 * Math.PI * BANDWIDTH_HERTZ * SAMPLE_SECONDS);
    private static final double NOISE_G = 400e-6 * Math.sqrt(BANDWIDTH_HERTZ * Math.PI / 2);
    private static final double NOISE_DPS = 0.005 * Math.sqrt(BANDWIDTH_HERTZ * Math.PI / 2);
    private static final double RANGE_G = 8;
    private static final double RANGE_DPS = 1000;
    private static final double STEPS_PER_G = 4096;
    private static final double STEPS_PER_DPS = 32.8;
    private static final double OFFSET_G = 0.02;
    private static final double OFFSET_DPS = 1.5;
    private static final double GAIN_ERROR = 0.01;

    private final SplittableRandom random;
    private final double[] offsets = new double[6];
    private final double[] gains = new double[6];
    private final double[] passed = new double[6];
    private boolean settled;

    WornSensor(SplittableRandom random) {
        this.random = random;
        for (int channel = 0; channel < 6; channel++) {
            offsets[channel] = random.nextGaussian() * (channel < 3 ? OFFSET_G : OFFSET_DPS);
            gains[channel] = 1 + GAIN_ERROR * random.nextGaussian();
        }
    }

    /** Measures: true specific force (g) and angular rate (deg/s) in, what the sensor says out. */
    void measure(double[] truth, float[] values) {
        for (int channel = 0; channel < 6; channel++) {
            boolean force = channel < 3;
            passed[channel] = settled ? truth[channel] + KEEP * (passed[channel] - truth[channel]) : truth[channel];
            double noisy = gains[channel] * passed[channel]
                    + offsets[channel]
                    + (force ? NOISE_G : NOISE_DPS) * random.nextGaussian();
            double range = force ? RANGE_G : RANGE_DPS;
            double steps = force ? STEPS_PER_G : STEPS_PER_DPS;
            values[channel] = (float) (Math.rint(Math.clamp(noisy, -range, range) * steps) / steps);
        }
        settled = true;
    }
}
