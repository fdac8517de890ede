package dev.spotter.evaluation.bench;

import dev.spotter.capture.ImuChannels;
import dev.spotter.capture.ImuListener;
import dev.spotter.capture.Resampler;
import dev.spotter.capture.Speed;
import dev.spotter.capture.simulator.Lifter;
import dev.spotter.capture.simulator.SimulatedConfiguration;
import dev.spotter.capture.simulator.SimulatedSource;
import dev.spotter.model.SampleWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Samples as a source would give them, of which a window goes step by step from the start to the end and begins again. An
 * inertial sensor's are those of a simulated lifter, so that a cascade and an early exit have what they have on the floor;
 * others are a random walk.
 */
final class BenchWindow implements SampleWindow {
    private static final int STEP = Resampler.RATE_HZ / 5;
    private static final int RANDOM_SAMPLES = 6_000;
    private static final long SEED = 7;

    private final int channels;
    private final float[] samples;
    private final int length;
    private int newest;
    private long position;

    /**
     * @param channels of a sample
     * @param length samples that can be read back
     */
    BenchWindow(List<String> channels, int length) {
        this.length = length;
        this.channels = channels.size();
        float[][] rows = channels.equals(ImuChannels.ALL) ? lifter() : walk(channels.size());
        samples = new float[rows.length * this.channels];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, samples, row * this.channels, this.channels);
        }
        newest = length - 1;
    }

    private static float[][] lifter() {
        List<float[]> rows = new ArrayList<>();
        SimulatedSource source =
                new SimulatedSource("lifter", SimulatedConfiguration.usual(Lifter.NOVICE, SEED, Speed.MAX));
        try {
            source.run(new ImuListener() {
                @Override
                public void sample(long timeNanos, float[] values) {
                    rows.add(values.clone());
                }

                @Override
                public void gap(long fromNanos, long toNanos) {}

                @Override
                public void end() {}
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", "interrupted while a lifter was simulated", e);
        }
        return rows.toArray(float[][]::new);
    }

    private static float[][] walk(int channels) {
        Random random = new Random(SEED);
        float[][] rows = new float[RANDOM_SAMPLES][channels];
        for (int row = 1; row < rows.length; row++) {
            for (int channel = 0; channel < channels; channel++) {
                rows[row][channel] = 0.95f * rows[row - 1][channel] + 0.1f * (float) random.nextGaussian();
            }
        }
        return rows;
    }

    /** Moves to the next instant at which there is a verdict. */
    void step() {
        newest += STEP;
        position += STEP;
        if (newest * channels >= samples.length) {
            newest = length - 1;
            position += length;
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int available() {
        return length;
    }

    @Override
    public float value(int channel, int samplesAgo) {
        return samples[(newest - samplesAgo) * channels + channel];
    }

    @Override
    public void read(int samplesAgo, int count, float[] into) {
        System.arraycopy(samples, (newest - samplesAgo) * channels, into, 0, count * channels);
    }
}
