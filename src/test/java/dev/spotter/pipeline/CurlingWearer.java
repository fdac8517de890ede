package dev.spotter.pipeline;

import dev.spotter.capture.ImuListener;
import dev.spotter.capture.Resampler;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Somebody who wears sensors on belt and forearm, stands still and curls, as 50 samples a second with noise. */
final class CurlingWearer {
    static final List<String> CHANNELS = Stream.of("belt", "forearm")
            .flatMap(sensor -> Stream.of("acceleration", "angular-rate").map(quantity -> sensor + "." + quantity))
            .flatMap(vector -> Stream.of(vector + "-x", vector + "-y", vector + "-z"))
            .toList();

    static final int FOREARM_X = CHANNELS.indexOf("forearm.acceleration-x");
    static final double CURL_SECONDS = 2.4;

    /** By so much each channel is off more than the one before it. */
    static final float OFFSET = 0.1f;

    private final ImuListener listener;
    private final Random random;
    private final float[] sample = new float[CHANNELS.size()];
    private long nextNanos;

    CurlingWearer(ImuListener listener, long seed) {
        this.listener = listener;
        this.random = new Random(seed);
    }

    CurlingWearer stands(double seconds) {
        return moves(seconds, 0, 0);
    }

    /** Curls whole repetitions, or parts of them, from the bottom on. */
    CurlingWearer curls(double repetitions) {
        return moves(repetitions * CURL_SECONDS, 1, 0);
    }

    /**
     * @param size of the curl, 1 for a whole one
     * @param swing of the hips, 0 for none
     */
    CurlingWearer moves(double seconds, double size, double swing) {
        int samples = (int) Math.round(seconds * Resampler.RATE_HZ);
        for (int i = 0; i < samples; i++) {
            double phase = 2 * Math.PI * i / (CURL_SECONDS * Resampler.RATE_HZ);
            for (int channel = 0; channel < sample.length; channel++) {
                sample[channel] = (float) (0.02 * random.nextGaussian() + OFFSET * channel);
            }
            // a lower arm that turns up by 120 degrees and back feels gravity turn
            double angle = size * Math.PI / 3 * (1 - Math.cos(phase));
            sample[FOREARM_X] += (float) Math.sin(angle);
            sample[FOREARM_X + 1] += (float) Math.cos(angle);
            sample[FOREARM_X + 3] += (float) (size * 60 * 2 * Math.PI / CURL_SECONDS * Math.sin(phase));
            sample[0] += (float) (swing * Math.sin(phase));
            listener.sample(nextNanos, sample);
            nextNanos += Resampler.STEP_NANOS;
        }
        return this;
    }

    CurlingWearer leavesOut(double seconds) {
        long lastNanos = nextNanos - Resampler.STEP_NANOS;
        nextNanos += Math.round(seconds * 1e9);
        listener.gap(lastNanos, nextNanos);
        return this;
    }

    /** The time of the last sample, in seconds. */
    double seconds() {
        return (nextNanos - Resampler.STEP_NANOS) / 1e9;
    }
}
