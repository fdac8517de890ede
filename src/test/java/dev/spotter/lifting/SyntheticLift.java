package dev.spotter.lifting;

import dev.spotter.observation.Classification;
import java.util.List;
import java.util.Random;

/**
 * A bar that moves up and down as told, felt by an IMU at 50 Hz: minimum-jerk moves (Flash and Hogan, 1985), a sensor
 * that is worn at a slant and tilts with the height, noise, and the tremor of an arm under load.
 */
final class SyntheticLift {
    private static final List<String> LABELS = List.of("bench", "squat", "dead", "ohp", "row", "rest");
    private static final double RATE = 50;
    private static final double GRAVITY = 9.80665;
    private static final double TILT_DEGREES_PER_METRE = 25;

    private final SetTracker tracker;
    private final Random random;
    private final float[] sample = new float[6];
    private final float[] certain = new float[LABELS.size()];
    private final Classification verdict = new Classification(LABELS, certain);

    private long step;
    private double height;
    private double before;
    private double beforeThat;
    private double offTheBarDegrees;
    private boolean blind;

    SyntheticLift(SetTracker tracker, long seed) {
        this.tracker = tracker;
        this.random = new Random(seed);
        says("rest");
    }

    /** The verdicts say so from now on. */
    SyntheticLift says(String label) {
        java.util.Arrays.fill(certain, 0.02f);
        certain[LABELS.indexOf(label)] = 0.9f;
        return this;
    }

    /** No verdicts from now on: the room for allocations to be counted in. */
    SyntheticLift saysNothing() {
        blind = true;
        return this;
    }

    /** Moves the bar by so many metres. */
    SyntheticLift moves(double metres, double seconds) {
        double start = height;
        int samples = (int) Math.round(seconds * RATE);
        for (int i = 1; i <= samples; i++) {
            double t = (double) i / samples;
            height = start + metres * (10 * t * t * t - 15 * t * t * t * t + 6 * t * t * t * t * t);
            feel(0);
        }
        return this;
    }

    SyntheticLift waits(double seconds) {
        return trembles(seconds, 0);
    }

    /** Holds the bar, with a tremor of 10 Hz of so many degrees per second. */
    SyntheticLift trembles(double seconds, double degreesPerSecond) {
        for (int i = 0; i < Math.round(seconds * RATE); i++) {
            feel(degreesPerSecond);
        }
        return this;
    }

    /** Sinks as slowly as an exhausted arm lets it, trembling. */
    SyntheticLift sinks(double metres, double seconds) {
        int samples = (int) Math.round(seconds * RATE);
        for (int i = 0; i < samples; i++) {
            height -= metres / samples;
            feel(30);
        }
        return this;
    }

    /** The hand lets go and turns. */
    SyntheticLift letsGo() {
        for (int i = 0; i < 50; i++) {
            offTheBarDegrees += 80.0 / 50;
            feel(0);
        }
        return this;
    }

    /** Samples are missing for so long. */
    SyntheticLift gap(double seconds) {
        step += Math.round(seconds * RATE);
        return this;
    }

    SyntheticLift repetitions(int count, double metres, double down, double up, double pause) {
        for (int i = 0; i < count; i++) {
            moves(-metres, down).moves(metres, up).waits(pause);
        }
        return this;
    }

    private void feel(double tremor) {
        double acceleration = (height - 2 * before + beforeThat) * RATE * RATE;
        double velocity = (height - before) * RATE;
        beforeThat = before;
        before = height;
        double slant = Math.toRadians(30 + TILT_DEGREES_PER_METRE * height + offTheBarDegrees);
        double turn = TILT_DEGREES_PER_METRE * velocity + (offTheBarDegrees > 0 && offTheBarDegrees < 80 ? 80 : 0);
        double up = 1 + acceleration / GRAVITY;
        double shake = tremor * Math.sin(2 * Math.PI * 10 * step / RATE);
        sample[0] = (float) (0.02 * random.nextGaussian());
        sample[1] = (float) (up * Math.sin(slant) + 0.02 * random.nextGaussian());
        sample[2] = (float) (up * Math.cos(slant) + 0.02 * random.nextGaussian());
        sample[3] = (float) (turn + shake + random.nextGaussian());
        sample[4] = (float) (shake + random.nextGaussian());
        sample[5] = (float) random.nextGaussian();
        step++;
        long nanos = nanos();
        tracker.acceptSample(nanos, sample);
        if (!blind && step % 10 == 0) {
            tracker.acceptVerdict(nanos, verdict);
        }
    }

    /** Monotonic time of the newest sample. */
    long nanos() {
        return 1_000_000_000_000L + step * 20_000_000L;
    }

    double seconds() {
        return step / RATE;
    }
}
