package dev.spotter.capture.simulator;

import java.util.List;

/** How the wrist turns within a repetition: minimum-jerk turns about the sensor's axes that add up to none. */
final class WristTurns {
    /**
     * One turn.
     *
     * @param axis 0 to 2 for the sensor's x, y, z
     * @param fromSeconds its start, on the repetition's own clock
     * @param toSeconds its end
     * @param degrees how far, by the right-hand rule
     */
    record Turn(int axis, double fromSeconds, double toSeconds, double degrees) {}

    private final int[] axes;
    private final double[] froms;
    private final double[] widths;
    private final double[] degrees;
    private final double startSeconds;
    private final double endSeconds;

    WristTurns(List<Turn> turns) {
        int count = turns.size();
        axes = new int[count];
        froms = new double[count];
        widths = new double[count];
        degrees = new double[count];
        double start = Double.POSITIVE_INFINITY;
        double end = Double.NEGATIVE_INFINITY;
        double[] sums = new double[3];
        for (int i = 0; i < count; i++) {
            Turn turn = turns.get(i);
            axes[i] = turn.axis();
            froms[i] = turn.fromSeconds();
            widths[i] = turn.toSeconds() - turn.fromSeconds();
            degrees[i] = turn.degrees();
            sums[turn.axis()] += turn.degrees();
            start = Math.min(start, turn.fromSeconds());
            end = Math.max(end, turn.toSeconds());
        }
        for (double sum : sums) {
            if (Math.abs(sum) > 1e-9) {
                throw new IllegalArgumentException("the turns of a repetition add up to none, but not " + turns);
            }
        }
        startSeconds = start;
        endSeconds = end;
    }

    double startSeconds() {
        return startSeconds;
    }

    double endSeconds() {
        return endSeconds;
    }

    /** Adds the angles, in degrees, and their rates, in degrees per second of the repetition's clock, at a time. */
    void add(double seconds, double amount, double clockRate, WristState state) {
        for (int i = 0; i < axes.length; i++) {
            double tau = (seconds - froms[i]) / widths[i];
            state.turn(
                    axes[i],
                    amount * degrees[i] * MinimumJerk.position(tau),
                    amount * clockRate * degrees[i] / widths[i] * MinimumJerk.speed(tau));
        }
    }
}
