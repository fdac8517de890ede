package dev.spotter.capture.simulator;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/** What people do between sets: stand, walk about, sit, and use their hands now and then. */
final class Rest {
    private static final double[] HANGING = {0.24, -0.85, 0.42};
    private static final double[] ON_THE_LAP = {0.80, -0.30, 0.25};
    private static final double[] ON_THE_THIGH = {0.66, -0.38, 0.62};
    private static final double[] AT_THE_FACE = {0.45, 0.75, 0.25};

    private final SplittableRandom random;
    private final Consumer<Motion> taker;

    /** The direction of up in the sensor's axes while the arm hangs. */
    static double[] hanging() {
        return HANGING.clone();
    }

    /** The same with the hand on the thigh. */
    static double[] onTheThigh() {
        return ON_THE_THIGH.clone();
    }

    Rest(SplittableRandom random, Consumer<Motion> taker) {
        this.random = random;
        this.taker = taker;
    }

    /** Rests for about so long. */
    void rest(double seconds) {
        double left = seconds;
        while (left > 0) {
            double stretch = Math.min(left + 1, between(4, 9));
            left -= stretch;
            double kind = random.nextDouble();
            if (kind < 0.35) {
                stand(stretch);
            } else if (kind < 0.65) {
                walk(stretch);
            } else {
                sit(stretch);
            }
            if (random.nextDouble() < 0.5) {
                left -= useHand();
            }
        }
    }

    private void stand(double seconds) {
        reach(HANGING, 0.10);
        double left = seconds;
        while (left > 0) {
            double still = between(1, 3);
            taker.accept(new Hold(still, between(8, 32), between(0.015, 0.06)));
            reach(HANGING, 0.12);
            left -= still + 1;
        }
    }

    private void walk(double seconds) {
        reach(HANGING, 0.10);
        taker.accept(new Walk(seconds, between(1.5, 2.0), between(0.08, 0.22), between(6, 18), between(0.05, 0.3)));
    }

    private void sit(double seconds) {
        reach(random.nextBoolean() ? ON_THE_LAP : ON_THE_THIGH, 0.2);
        double left = seconds;
        while (left > 0) {
            double still = between(1.5, 5);
            taker.accept(new Hold(still, between(1, 6), between(0.003, 0.012)));
            left -= still;
            if (random.nextDouble() < 0.4) {
                reach(random.nextBoolean() ? ON_THE_LAP : ON_THE_THIGH, 0.25);
            }
        }
    }

    /** A drink, a wipe over the face, a look at the clock. Returns how long it takes. */
    private double useHand() {
        reach(AT_THE_FACE, 0.25);
        double there = between(0.5, 2.5);
        taker.accept(new Hold(there, between(10, 60), between(0.02, 0.08)));
        reach(HANGING, 0.12);
        return there + 2;
    }

    private void reach(double[] posture, double spread) {
        double[] to = Rotations.unit(
                posture[0] + spread * random.nextGaussian(),
                posture[1] + spread * random.nextGaussian(),
                posture[2] + spread * random.nextGaussian());
        taker.accept(new Reach(
                to,
                between(0.5, 1.2),
                0.15 * random.nextGaussian(),
                0.15 * random.nextGaussian(),
                45 * random.nextGaussian()));
    }

    private double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }
}
